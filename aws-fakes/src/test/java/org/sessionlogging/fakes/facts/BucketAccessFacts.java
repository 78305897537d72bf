package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Who may reach a bucket and owns what is in it. */
abstract class BucketAccessFacts extends S3Facts {
  BucketAccessFacts(AwsUnderTest aws) {
    super(aws);
  }

  @Test
  @Source(GUIDE + "create-bucket-faq.html, default-bucket-encryption.html")
  void newBucketIsEncryptedPrivateAndWithoutAcls() {
    create();

    assertThat(encryption().applyServerSideEncryptionByDefault().sseAlgorithm())
        .isEqualTo(ServerSideEncryption.AES256);
    assertThat(
            s3.getPublicAccessBlock(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
                .publicAccessBlockConfiguration())
        .isEqualTo(
            PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build());
    assertThat(
            s3.getBucketOwnershipControls(
                    it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
                .ownershipControls()
                .rules()
                .get(0)
                .objectOwnership())
        .isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
  }

  @Test
  @Source(GUIDE + "bucket-owner-condition.html: 403 when the owner is another one")
  void ownerThatIsNotTheExpectedOneIsDenied() {
    create();

    assertThat(
            refusal(
                () ->
                    s3.getBucketPolicy(
                        it -> it.bucket(bucket).expectedBucketOwner(aws.stranger()))))
        .isEqualTo("AccessDenied");
  }

  private void putPolicy(String principal, String condition, String resource) {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": %s,
         "Action": "s3:PutObject", "Resource": "%s", "Condition": {%s}}]}
        """
            .formatted(principal, resource, condition);
    s3.putBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(aws.account()).policy(policy));
  }

  @Test
  @Source(
      GUIDE
          + "access-control-block-public-access.html, The meaning of \"public\":"
          + " a fixed aws:PrincipalOrgID is not public")
  void publicPolicyIsRefusedAndOneForAnOrganizationIsNot() {
    create();
    String objects = "arn:aws:s3:::" + bucket + "/*";

    assertThat(refusal(() -> putPolicy("\"*\"", "", objects))).isEqualTo("AccessDenied");
    putPolicy(
        "{\"AWS\": \"*\"}",
        "\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-1234567890\"}",
        objects);
    assertThat(
            s3.getBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(aws.account())).policy())
        .contains("o-1234567890");
  }

  @Test
  @Source(
      GUIDE
          + "troubleshoot-403-errors.html: the reason is said within one account or organization alone")
  void encryptionShowsToAnotherAccountAsThePolicyLetsIt() {
    create();
    assertThat(denialOf(aws.sibling()))
        .contains("because no resource-based policy allows the s3:GetEncryptionConfiguration");
    assertThat(denialOf(aws.stranger())).isEqualTo("Access Denied");

    String organization = aws.organizations().describeOrganization().organization().id();
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
         "Action": "s3:GetEncryptionConfiguration", "Resource": "arn:aws:s3:::%s",
         "Condition": {"StringEquals": {"aws:PrincipalOrgID": "%s"}}}]}
        """
            .formatted(bucket, organization);
    s3.putBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(aws.account()).policy(policy));

    assertThat(
            aws.s3(aws.sibling(), HERE)
                .getBucketEncryption(it -> it.bucket(bucket))
                .serverSideEncryptionConfiguration()
                .rules())
        .containsExactly(encryption());
    assertThat(denialOf(aws.stranger())).isEqualTo("Access Denied");
  }

  private String denialOf(String account) {
    AwsServiceException denial =
        catchThrowableOfType(
            AwsServiceException.class,
            () -> aws.s3(account, HERE).getBucketEncryption(it -> it.bucket(bucket)));
    assertThat(denial.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    return denial.awsErrorDetails().errorMessage();
  }

  @Test
  @Source("https://repost.aws/knowledge-center/s3-bucket-policy-resource-errors")
  void policyNamesTheBucketsOwnResourcesOnly() {
    create();

    assertThat(
            refusal(
                () ->
                    putPolicy(
                        "{\"AWS\": \"arn:aws:iam::" + aws.account() + ":root\"}",
                        "",
                        "arn:aws:s3:::another/*")))
        .isEqualTo("MalformedPolicy");
  }

  @Test
  @Source(
      GUIDE + "object-ownership-error-responses.html: ACLs can still be read, the owner's alone")
  void aclOfANewBucketIsItsOwnersFullControl() {
    create();

    GetBucketAclResponse acl =
        s3.getBucketAcl(it -> it.bucket(bucket).expectedBucketOwner(aws.account()));
    assertThat(acl.grants())
        .singleElement()
        .satisfies(
            it -> assertThat(it.permission()).isEqualTo(Permission.FULL_CONTROL),
            it -> assertThat(it.grantee().id()).isEqualTo(acl.owner().id()));
  }

  @Test
  @Source(
      GUIDE
          + "object-ownership-error-responses.html: InvalidBucketAclWithObjectOwnership while the"
          + " bucket's ACL grants others access")
  void aclsAreNotSwitchedOffWhileTheyGrantOthersAccess() {
    create();
    own(ObjectOwnership.BUCKET_OWNER_PREFERRED);
    s3.putBucketAcl(it -> it.bucket(bucket).acl("log-delivery-write"));

    assertThat(refusal(() -> own(ObjectOwnership.BUCKET_OWNER_ENFORCED)))
        .isEqualTo("InvalidBucketAclWithObjectOwnership");

    s3.putBucketAcl(it -> it.bucket(bucket).acl("private"));
    own(ObjectOwnership.BUCKET_OWNER_ENFORCED);
  }

  private void own(ObjectOwnership ownership) {
    OwnershipControlsRule rule = OwnershipControlsRule.builder().objectOwnership(ownership).build();
    s3.putBucketOwnershipControls(it -> it.bucket(bucket).ownershipControls(to -> to.rules(rule)));
  }
}
