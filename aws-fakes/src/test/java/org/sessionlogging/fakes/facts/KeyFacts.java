package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.THERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;
import static org.sessionlogging.fakes.facts.AwsUnderTest.settled;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** Keys, their replicas, aliases, tags and policies. */
abstract class KeyFacts extends KmsFacts {
  KeyFacts(AwsUnderTest aws) {
    super(aws);
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
  @Source(GUIDE + "key-policy-default.html, key policy lockout safety check")
  void policyThatLocksOutIsMalformed() {
    String id = create(false).keyId();

    assertThat(refusal(() -> putPolicy(id, policy("\"kms:DescribeKey\""))))
        .isEqualTo("MalformedPolicyDocumentException");
  }

  @Test
  @Source(GUIDE + "key-policy-default.html, key policy lockout safety check: whoever puts it")
  void policyThatDeniesEverybodyTheNextOneIsMalformed() {
    String id = create(false).keyId();
    String denying =
        administered()
            .replace(
                "\"Statement\": [",
                "\"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\":"
                    + " \"kms:PutKeyPolicy\", \"Resource\": \"*\"}, ");

    assertThat(refusal(() -> putPolicy(id, denying))).isEqualTo("MalformedPolicyDocumentException");
  }

  private void putPolicy(String id, String policy) {
    kms.putKeyPolicy(it -> it.keyId(id).policyName("default").policy(policy));
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
