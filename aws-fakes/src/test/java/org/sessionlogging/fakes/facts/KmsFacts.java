package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.THERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;
import static org.sessionlogging.fakes.facts.AwsUnderTest.settled;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** Keys, their states and replicas, aliases, and the index of their tags. */
abstract class KmsFacts {
  private static final String API = "https://docs.aws.amazon.com/kms/latest/APIReference/";
  private static final String GUIDE = "https://docs.aws.amazon.com/kms/latest/developerguide/";
  private static final String STATES = GUIDE + "key-state.html";

  private final AwsUnderTest aws;
  private final KmsClient kms;
  private final KmsClient there;
  private final String mark = fresh("facts-key");
  private final String alias = "alias/" + mark;

  KmsFacts(AwsUnderTest aws) {
    this.aws = aws;
    this.kms = aws.kms(HERE);
    this.there = aws.kms(THERE);
  }

  private String policy(String action) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": %s, "Resource": "*"}]}
        """
        .formatted(aws.account(), action);
  }

  private String administered() {
    return policy("[\"kms:PutKeyPolicy\", \"kms:GetKeyPolicy\"]");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().tagKey(key).tagValue(value).build();
  }

  private KeyMetadata create(boolean multiRegion) {
    return kms.createKey(
            it ->
                it.multiRegion(multiRegion)
                    .policy(administered())
                    .tags(tag("mark", mark), tag("of", "facts")))
        .keyMetadata();
  }

  private String replicated() {
    String id = create(true).keyId();
    KeyMetadata replica =
        kms.replicateKey(
                it ->
                    it.keyId(id)
                        .replicaRegion(THERE)
                        .policy(administered())
                        .tags(tag("replica", mark)))
            .replicaKeyMetadata();
    assertThat(replica.arn()).contains(THERE);
    settled(() -> state(there, id), KeyState.ENABLED);
    return id;
  }

  private static KeyState state(KmsClient client, String id) {
    return client.describeKey(it -> it.keyId(id)).keyMetadata().keyState();
  }

  private static List<Tag> tags(KmsClient client, String id) {
    return client.listResourceTags(it -> it.keyId(id)).tags();
  }

  private List<String> aliases(String id) {
    return kms.listAliases(it -> it.keyId(id)).aliases().stream()
        .map(AliasListEntry::aliasName)
        .toList();
  }

  @Test
  @Source(API + "API_CreateKey.html: Policy, Tags, MultiRegion")
  void policyAndTagsOfTheCreationAreThereFromBirth() {
    KeyMetadata key = create(false);

    assertThat(key.keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(kms.getKeyPolicy(it -> it.keyId(key.keyId()).policyName("default")).policy())
        .isEqualTo(administered());
    assertThat(tags(kms, key.keyId()))
        .containsExactlyInAnyOrder(tag("mark", mark), tag("of", "facts"));
  }

  @Test
  @Source(
      GUIDE
          + "multi-region-keys-overview.html: mrk- and 32 hexadecimal digits, the same in every Region")
  void multiRegionKeysShareTheirId() {
    String id = replicated();

    assertThat(id).matches("mrk-[0-9a-f]{32}");
    assertThat(create(false).keyId()).doesNotStartWith("mrk-");
    KeyMetadata primary = kms.describeKey(it -> it.keyId(id)).keyMetadata();
    KeyMetadata replica = there.describeKey(it -> it.keyId(id)).keyMetadata();
    assertThat(primary.multiRegionConfiguration().multiRegionKeyType())
        .isEqualTo(MultiRegionKeyType.PRIMARY);
    assertThat(replica.multiRegionConfiguration().multiRegionKeyType())
        .isEqualTo(MultiRegionKeyType.REPLICA);
    assertThat(primary.multiRegionConfiguration().replicaKeys())
        .extracting(MultiRegionKey::arn)
        .containsExactly(replica.arn());
  }

  @Test
  @Source(API + "API_ReplicateKey.html: policy, tags, aliases are not shared")
  void replicasHavePolicyAndTagsOfTheirOwn() {
    String id = replicated();

    assertThat(tags(there, id)).containsExactly(tag("replica", mark));
    assertThat(there.getKeyPolicy(it -> it.keyId(id).policyName("default")).policy())
        .isEqualTo(administered());
    assertThat(there.listAliases(it -> it.keyId(id)).aliases()).isEmpty();
  }

  @Test
  @Source(API + "API_ReplicateKey.html, Errors")
  void secondReplicaInARegionAndReplicasOfSingleRegionKeysAreRefused() {
    String id = replicated();
    assertThat(refusal(() -> replicate(id))).isEqualTo("AlreadyExistsException");

    String single = create(false).keyId();
    assertThat(refusal(() -> replicate(single))).isEqualTo("UnsupportedOperationException");
  }

  private void replicate(String id) {
    kms.replicateKey(it -> it.keyId(id).replicaRegion(THERE).policy(administered()));
  }

  @Test
  @Source(API + "API_DescribeKey.html, API_GetKeyPolicy.html: NotFoundException")
  void absentKeysAndAliasesAreNotFound() {
    String absent = "12345678-1234-1234-1234-123456789012";

    assertThat(refusal(() -> kms.describeKey(it -> it.keyId(alias))))
        .isEqualTo("NotFoundException");
    assertThat(refusal(() -> kms.describeKey(it -> it.keyId(absent))))
        .isEqualTo("NotFoundException");
    assertThat(refusal(() -> kms.deleteAlias(it -> it.aliasName(alias))))
        .isEqualTo("NotFoundException");
    String id = create(true).keyId();
    assertThat(refusal(() -> there.describeKey(it -> it.keyId(id)))).isEqualTo("NotFoundException");
  }

  @Test
  @Source(API + "API_CreateAlias.html, API_UpdateAlias.html, API_ListAliases.html")
  void aliasLeadsToOneKeyAndCanBeMoved() {
    String first = create(false).keyId();
    String second = create(false).keyId();
    kms.createAlias(it -> it.aliasName(alias).targetKeyId(first));

    assertThat(kms.describeKey(it -> it.keyId(alias)).keyMetadata().keyId()).isEqualTo(first);
    assertThat(refusal(() -> kms.createAlias(it -> it.aliasName(alias).targetKeyId(second))))
        .isEqualTo("AlreadyExistsException");
    kms.updateAlias(it -> it.aliasName(alias).targetKeyId(second));
    assertThat(aliases(first)).isEmpty();
    assertThat(aliases(second)).containsExactly(alias);
  }

  @Test
  @Source(API + "API_ListAliases.html: Limit, Marker")
  void aliasesOfAKeyArePaged() {
    String id = create(false).keyId();
    IntStream.range(0, 3)
        .forEach(i -> kms.createAlias(it -> it.aliasName(alias + i).targetKeyId(id)));

    var first = kms.listAliases(it -> it.keyId(id).limit(2));
    var second = kms.listAliases(it -> it.keyId(id).limit(2).marker(first.nextMarker()));

    assertThat(first.aliases()).hasSize(2);
    assertThat(second.aliases()).hasSize(1);
    assertThat(second.nextMarker()).isNull();
  }

  @Test
  @Source(API + "API_ListResourceTags.html: Limit, Marker")
  void tagsOfAKeyArePaged() {
    String id = create(false).keyId();
    kms.tagResource(it -> it.keyId(id).tags(tag("third", "3")));

    List<Tag> seen =
        Pages.of(
                (String marker) -> kms.listResourceTags(it -> it.keyId(id).limit(2).marker(marker)),
                ListResourceTagsResponse::nextMarker)
            .flatMap(page -> page.tags().stream())
            .toList();
    assertThat(seen)
        .containsExactlyInAnyOrder(tag("mark", mark), tag("of", "facts"), tag("third", "3"));
  }

  @Test
  @Source(API + "API_TagResource.html, API_UntagResource.html, API_Tag.html")
  void tagsAreSetOneByOneAndThoseOfAwsAreRefused() {
    String id = create(false).keyId();

    kms.tagResource(it -> it.keyId(id).tags(tag("of", "others")));
    kms.untagResource(it -> it.keyId(id).tagKeys("mark", "never-there"));

    assertThat(tags(kms, id)).containsExactly(tag("of", "others"));
    assertThat(refusal(() -> kms.tagResource(it -> it.keyId(id).tags(tag("aws:own", "x")))))
        .isEqualTo("TagException");
  }

  @Test
  @Source(API + "API_EnableKeyRotation.html: 90 to 2560 days; API_GetKeyRotationStatus.html")
  void rotationIsOffUntilAPeriodIsGiven() {
    String id = create(false).keyId();
    assertThat(rotation(kms, id).keyRotationEnabled()).isFalse();

    kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90));

    assertThat(rotation(kms, id).rotationPeriodInDays()).isEqualTo(90);
    assertThat(refusal(() -> kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(89))))
        .isEqualTo("ValidationException");
  }

  private static GetKeyRotationStatusResponse rotation(KmsClient client, String id) {
    return client.getKeyRotationStatus(it -> it.keyId(id));
  }

  @Test
  @Source(GUIDE + "rotate-keys.html, Rotating multi-Region keys")
  void replicasRotateWithTheirPrimary() {
    String id = replicated();

    assertThat(refusal(() -> there.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90))))
        .isEqualTo("UnsupportedOperationException");
    kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(120));
    assertThat(rotation(there, id).rotationPeriodInDays()).isEqualTo(120);
  }

  @Test
  @Source(API + "API_ScheduleKeyDeletion.html: PendingWindowInDays")
  void deletionWaitsSevenToThirtyDays() {
    String id = create(false).keyId();

    assertThat(refusal(() -> schedule(kms, id, 6))).isEqualTo("ValidationException");
    assertThat(refusal(() -> schedule(kms, id, 31))).isEqualTo("ValidationException");
    assertThat(schedule(kms, id, 7)).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(refusal(() -> schedule(kms, id, 7))).isEqualTo("KMSInvalidStateException");
  }

  private static KeyState schedule(KmsClient client, String id, int days) {
    return client.scheduleKeyDeletion(it -> it.keyId(id).pendingWindowInDays(days)).keyState();
  }

  @Test
  @Source(GUIDE + "deleting-mrks.html: PendingReplicaDeletion until the last replica is gone")
  void primaryWaitsForItsReplicas() {
    String id = replicated();

    assertThat(schedule(there, id, 7)).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(schedule(kms, id, 7)).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
    assertThat(state(kms, id)).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
  }

  @Test
  @Source(API + "API_CancelKeyDeletion.html: the key is disabled afterwards")
  void deletionThatIsCancelledLeavesTheKeyDisabled() {
    String id = create(false).keyId();
    assertThat(refusal(() -> kms.cancelKeyDeletion(it -> it.keyId(id))))
        .isEqualTo("KMSInvalidStateException");
    schedule(kms, id, 7);

    kms.cancelKeyDeletion(it -> it.keyId(id));
    assertThat(state(kms, id)).isEqualTo(KeyState.DISABLED);
    kms.enableKey(it -> it.keyId(id));
    assertThat(state(kms, id)).isEqualTo(KeyState.ENABLED);
  }

  @Test
  @Source(STATES + ": what a key pending deletion refuses")
  void keyThatWaitsForItsDeletionTakesNeitherTagsNorNamesNorRotation() {
    String id = create(false).keyId();
    kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90));
    schedule(kms, id, 7);

    assertThat(refusal(() -> kms.enableKey(it -> it.keyId(id))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(refusal(() -> kms.createAlias(it -> it.aliasName(alias).targetKeyId(id))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(refusal(() -> kms.tagResource(it -> it.keyId(id).tags(tag("a", "b")))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(refusal(() -> kms.untagResource(it -> it.keyId(id).tagKeys("mark"))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(refusal(() -> kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90))))
        .isEqualTo("KMSInvalidStateException");
  }

  @Test
  @Source(STATES + ": what a key pending deletion still answers; API_GetKeyRotationStatus.html")
  void keyThatWaitsForItsDeletionIsStillReadAndItsAliasCanGo() {
    String id = create(false).keyId();
    kms.createAlias(it -> it.aliasName(alias).targetKeyId(id));
    kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90));
    schedule(kms, id, 7);

    assertThat(state(kms, alias)).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(tags(kms, id)).hasSize(2);
    assertThat(rotation(kms, id).keyRotationEnabled()).isFalse();
    kms.putKeyPolicy(it -> it.keyId(id).policyName("default").policy(administered()));
    assertThat(aliases(id)).containsExactly(alias);
    kms.deleteAlias(it -> it.aliasName(alias));
    assertThat(aliases(id)).isEmpty();
  }

  @Test
  @Source(STATES + ": what a disabled key refuses")
  void disabledKeyTakesNoRotation() {
    String id = create(true).keyId();
    schedule(kms, id, 7);
    kms.cancelKeyDeletion(it -> it.keyId(id));

    assertThat(refusal(() -> kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90))))
        .isEqualTo("DisabledException");
    assertThat(refusal(() -> replicate(id))).isIn("DisabledException", "KMSInvalidStateException");
  }

  @Test
  @Source(GUIDE + "key-policy-default.html, key policy lockout safety check")
  void policyThatLocksOutIsMalformed() {
    String id = create(false).keyId();

    assertThat(
            refusal(
                () ->
                    kms.putKeyPolicy(
                        it ->
                            it.keyId(id)
                                .policyName("default")
                                .policy(policy("\"kms:DescribeKey\"")))))
        .isEqualTo("MalformedPolicyDocumentException");
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html:"
          + " all filters must hold; in the Region of the call; ResourcesPerPage, PaginationToken")
  void tagIndexFindsKeysOfItsRegionByAllFiltersAndPages() {
    String first = create(false).arn();
    String second = create(false).arn();
    settled(() -> found(HERE, filter("mark", mark), filter("of", "facts")).size(), 2);

    assertThat(found(HERE, filter("mark", mark), filter("of", "facts")))
        .containsExactlyInAnyOrder(first, second);
    assertThat(found(HERE, filter("mark", mark), filter("of", "others"))).isEmpty();
    assertThat(found(THERE, filter("mark", mark))).isEmpty();
    GetResourcesResponse page =
        aws.tagging(HERE)
            .getResources(
                it ->
                    it.resourceTypeFilters("kms:key")
                        .tagFilters(filter("mark", mark))
                        .resourcesPerPage(1));
    assertThat(page.resourceTagMappingList()).hasSize(1);
    assertThat(page.paginationToken()).isNotEmpty();
  }

  private static TagFilter filter(String key, String value) {
    return TagFilter.builder().key(key).values(value).build();
  }

  private List<String> found(String region, TagFilter... filters) {
    return aws
        .tagging(region)
        .getResources(it -> it.resourceTypeFilters("kms:key").tagFilters(filters))
        .resourceTagMappingList()
        .stream()
        .map(ResourceTagMapping::resourceARN)
        .toList();
  }
}
