package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** An AWS of two accounts of one organization, and a third account outside of it. */
interface AwsUnderTest {
  String HERE = "eu-west-1";
  String THERE = "us-east-1";

  /** Twelve digits; the account that the clients below belong to. */
  String account();

  /** Another account, of another organization or none. */
  String stranger();

  /** Another account of the same organization. */
  String sibling();

  S3Client s3(String account, String region);

  /** Has S3 copy what comes into a bucket of the account. */
  void replicate(String bucket, ReplicationConfiguration configuration);

  KmsClient kms(String account, String region);

  default KmsClient kms(String region) {
    return kms(account(), region);
  }

  SsmClient ssm(String region);

  CloudFormationClient cloudFormation(String region);

  /** Makes a stack that holds one parameter, and is done. */
  void stack(String name, String parameter);

  Ec2Client ec2(String region);

  IamClient iam();

  /** Makes a user that a managed policy is attached to. */
  void user(String path, String name, String policyArn);

  OrganizationsClient organizations();

  /** The organization's root, which holds the accounts above. */
  String root();

  /** Makes an organizational unit that holds nothing. */
  String unit(String parent);

  /** As another account of the organization that administers nothing sees it. */
  OrganizationsClient organizationsOfSibling();

  /** STS as a session of a role of the account has it. */
  StsClient sts(String roleArn);

  ResourceGroupsTaggingApiClient tagging(String region);

  /** A name that no other test has used. */
  static String fresh(String beginning) {
    return beginning + "-" + Names.USED.incrementAndGet();
  }

  /** Error code of a call that has to be refused. */
  static String refusal(ThrowingCallable call) {
    AwsServiceException refusal = Assertions.catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refusal).as("the call was not refused").isNotNull();
    return refusal.awsErrorDetails().errorCode();
  }

  /** An answer that may take some looks to be there: never waited for, asked for up to 20 times. */
  static <T> T settled(Supplier<T> look, T expected) {
    T seen = look.get();
    for (int looks = 1; looks < 20 && !expected.equals(seen); looks++) {
      seen = look.get();
    }
    assertThat(seen).isEqualTo(expected);
    return seen;
  }

  /** How many names were given. */
  final class Names {
    private static final AtomicInteger USED = new AtomicInteger();

    private Names() {}
  }
}
