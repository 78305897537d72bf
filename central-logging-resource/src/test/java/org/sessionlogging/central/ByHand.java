package org.sessionlogging.central;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/**
 * The bucket that AWS's article has one make by hand, with its Key 1, and some habits of people.
 */
final class ByHand {
  static final String LOG = "444455556666/eu-west-1/operator-0a1b2c3d.log";
  static final String RULE = "their-archive";

  /** Keys of the tags that were on it. */
  static final Set<String> TAGS = Set.of("Owner");

  private static final String KEY_POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},
       "Action":["kms:PutKeyPolicy","kms:Get*"],"Resource":"*"}]}
      """;

  private ByHand() {}

  static FakeBucket bucket(FakeAws aws, String name, String region) {
    FakeBucket bucket = aws.s3().add(name, aws.account(), region, Map.of("Owner", "operations"));
    String id =
        aws.kms(region)
            .createKey(it -> it.policy(KEY_POLICY.formatted(aws.account())))
            .keyMetadata()
            .keyId();
    FakeKey key = aws.kms().key(region, id).orElseThrow();
    bucket.encryption =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(
                it -> it.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(key.arn))
            .bucketKeyEnabled(true)
            .build();
    bucket.policy = policy(name, aws.organizations(region).id.orElseThrow());
    bucket.publicAccess =
        PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(false)
            .blockPublicPolicy(false)
            .ignorePublicAcls(false)
            .restrictPublicBuckets(false)
            .build();
    bucket.ownership = ObjectOwnership.BUCKET_OWNER_PREFERRED;
    bucket.lifecycle =
        List.of(
            LifecycleRule.builder()
                .id(RULE)
                .status(ExpirationStatus.ENABLED)
                .filter(it -> it.prefix("old/"))
                .expiration(it -> it.days(3_650))
                .build());
    bucket.transitionMinimum = TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K;
    bucket.add(LOG);
    return bucket;
  }

  private static String policy(String name, String organization) {
    String statement =
        """
        {"Effect":"Allow","Principal":{"AWS":"*"},"Action":%s,"Resource":"arn:aws:s3:::%s%s",
         "Condition":{"StringEquals":{"aws:PrincipalOrgID":"%s"}}}
        """;
    return "{\"Version\":\"2012-10-17\",\"Statement\":["
        + statement.formatted("\"s3:GetEncryptionConfiguration\"", name, "", organization)
        + ","
        + statement.formatted("[\"s3:PutObject\",\"s3:PutObjectAcl\"]", name, "/*", organization)
        + "]}";
  }

  static ResourceModel adopting(String name) {
    return World.named(name).toBuilder()
        .onExistingBucket("ADOPT")
        .tags(Set.of(new Tag("Team", "platform")))
        .build();
  }
}
