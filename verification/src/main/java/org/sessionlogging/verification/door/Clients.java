package org.sessionlogging.verification.door;

import java.util.function.Function;
import org.sessionlogging.aws.RegionalClients;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients by Region, for all accounts: whose credentials a request has it says itself. IAM and
 * Organizations are global, but their endpoints depend on the partition, which the Region tells.
 */
public record Clients(
    Function<String, S3Client> s3,
    Function<String, KmsClient> kms,
    Function<String, SsmClient> ssm,
    Function<String, Ec2Client> ec2,
    Function<String, IamClient> iam,
    Function<String, OrganizationsClient> organizations,
    Function<String, StsClient> sts,
    Function<String, CloudFormationClient> cloudFormation) {

  /**
   * Those of a run. They slow down when AWS says that the caller's account asks too often; how that
   * is for other accounts, see {@link AssumedRole}.
   */
  public static Clients held() {
    return new Clients(
        RegionalClients.of(S3Client::builder, RetryMode.ADAPTIVE_V2),
        RegionalClients.of(KmsClient::builder, RetryMode.ADAPTIVE_V2),
        RegionalClients.of(SsmClient::builder, RetryMode.ADAPTIVE_V2),
        RegionalClients.of(Ec2Client::builder, RetryMode.ADAPTIVE_V2),
        RegionalClients.of(IamClient::builder, RetryMode.ADAPTIVE_V2),
        RegionalClients.of(OrganizationsClient::builder, RetryMode.ADAPTIVE_V2),
        RegionalClients.of(StsClient::builder, RetryMode.ADAPTIVE_V2),
        RegionalClients.of(CloudFormationClient::builder, RetryMode.ADAPTIVE_V2));
  }
}
