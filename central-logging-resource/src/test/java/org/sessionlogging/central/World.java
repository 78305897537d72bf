package org.sessionlogging.central;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeBucket;
import org.sessionlogging.fakes.FakeKey;
import org.sessionlogging.fakes.FakeKmsWorld;
import org.sessionlogging.fakes.FakeOrganizations;
import org.sessionlogging.fakes.FakeS3;
import org.sessionlogging.fakes.FakeS3World;
import org.sessionlogging.fakes.FakeTagging;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.kit.contract.HandlerContract;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The log account with its AWS, and the handlers in front of it. */
final class World {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-west-1";
  static final String NAME = "central-logs";

  final FakeS3World s3 = new FakeS3World();
  final FakeKmsWorld kms = new FakeKmsWorld(ACCOUNT);
  final FakeOrganizations organizations = new FakeOrganizations();
  final Journal journal = new Journal();

  /** What was asked before is recognized by the client. */
  private final Map<String, S3Client> s3Clients = new TreeMap<>();

  private final Map<String, KmsClient> kmsClients = new TreeMap<>();
  private final Map<String, ResourceGroupsTaggingApiClient> taggingClients = new TreeMap<>();
  final HandlerContract<ResourceModel, CallbackContext> contract =
      new HandlerContract<>(
          new CentralType(new Clients(this::s3, this::kms, this::organizations, this::tagging)),
          CallbackContext::new);
  final Driver<ResourceModel, CallbackContext> driver = driver(REGION, Map.of());

  Driver<ResourceModel, CallbackContext> driver(String region, Map<String, String> stackTags) {
    return new Driver<>(
        contract::handle,
        journal,
        new TypeReference<CallbackContext>() {},
        ResourceHandlerRequest.<ResourceModel>builder()
            .awsPartition("aws")
            .awsAccountId(ACCOUNT)
            .region(region)
            .desiredResourceTags(stackTags)
            .build());
  }

  /** A declaration of nothing but the name. */
  static ResourceModel named(String bucketName) {
    return ResourceModel.builder().bucketName(bucketName).build();
  }

  FakeBucket bucket() {
    return s3.buckets.get(NAME);
  }

  FakeKey bucketKey() {
    return kms.named(REGION, alias("bucket")).orElseThrow();
  }

  FakeKey sessionKey() {
    return kms.named(REGION, alias("session")).orElseThrow();
  }

  FakeKey replica(String region) {
    return kms.named(region, alias("session")).orElseThrow();
  }

  static String alias(String purpose) {
    return "alias/session-logging/" + NAME + "/" + purpose;
  }

  /** Everything that AWS holds, as text, to be compared with another time's. */
  String picture() {
    StringBuilder picture = new StringBuilder();
    s3.buckets.forEach(
        (name, it) ->
            picture.append(
                String.join(
                    "\n  ",
                    "bucket " + name,
                    it.tags.now().toString(),
                    it.policy.now().toString(),
                    it.versioning.now().toString(),
                    it.lifecycle.now().toString(),
                    it.ownership.now().toString(),
                    it.publicAccess.now().toString(),
                    it.encryption.now().toString(),
                    // Text of a rule hides it.
                    it.encryption
                        .now()
                        .map(rule -> rule.applyServerSideEncryptionByDefault().kmsMasterKeyID())
                        .toString(),
                    "\n")));
    kms.keys.stream()
        .sorted(Comparator.comparing(it -> it.arn))
        .forEach(
            it ->
                picture.append(
                    String.join(
                        "\n  ",
                        "key " + it.arn,
                        it.state.toString(),
                        it.tags.toString(),
                        it.policy,
                        it.rotationDays.toString(),
                        it.deletionWindow.toString(),
                        "\n")));
    return picture.append(kms.aliases).toString();
  }

  /** Keys that are there to stay: neither gone nor going. */
  List<FakeKey> stayingKeys() {
    return kms.keys.stream().filter(key -> !key.pendingDeletion()).toList();
  }

  S3Client s3(String region) {
    return s3Clients.computeIfAbsent(region, it -> new FakeS3(s3, ACCOUNT, it));
  }

  KmsClient kms(String region) {
    return kmsClients.computeIfAbsent(region, kms::in);
  }

  OrganizationsClient organizations(String region) {
    return organizations;
  }

  ResourceGroupsTaggingApiClient tagging(String region) {
    return taggingClients.computeIfAbsent(region, it -> new FakeTagging(kms, it));
  }
}
