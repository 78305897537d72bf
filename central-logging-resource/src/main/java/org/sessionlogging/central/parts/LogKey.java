package org.sessionlogging.central.parts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sessionlogging.domain.KeyArn;
import org.sessionlogging.kit.Aws;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.Tag;

/** One key in one Region, during one invocation: found once, then remembered. */
public final class LogKey {
  static final String ABSENT = "NotFoundException";

  private final Aws aws;
  private final KmsClient kms;
  private final String region;
  private final String label;
  private final List<String> aliases;
  private final Supplier<Optional<KeyMetadata>> search;
  private Optional<KeyMetadata> found;

  LogKey(
      Aws aws,
      KmsClient kms,
      String region,
      String label,
      List<String> aliases,
      Supplier<Optional<KeyMetadata>> search) {
    this.aws = aws;
    this.kms = kms;
    this.region = region;
    this.label = label;
    this.aliases = aliases;
    this.search = search;
  }

  /** What messages call it. */
  String label() {
    return label;
  }

  Aws aws() {
    return aws;
  }

  KmsClient kms() {
    return kms;
  }

  String region() {
    return region;
  }

  /** Names it bears, each with {@code alias/} at its beginning. */
  List<String> aliases() {
    return aliases;
  }

  /** The key as AWS holds it; empty when there is none. */
  public Optional<KeyMetadata> find() {
    if (found == null) {
      found = search.get();
    }
    return found;
  }

  /** After it was made or changed: the next question goes to AWS again. */
  void forget() {
    found = null;
  }

  /** Id of a key that has to exist by now. */
  String id() {
    return find()
        .orElseThrow(() -> new IllegalStateException("The " + label + " does not exist."))
        .keyId();
  }

  /** ARN of a key that has to exist by now. */
  public KeyArn arn() {
    String arn = find().map(KeyMetadata::arn).orElse("");
    return KeyArn.parse(arn)
        .orElseThrow(() -> new IllegalStateException("The " + label + " does not exist."));
  }

  /** All tags of the key. */
  public SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    String marker = null;
    do {
      ListResourceTagsResponse page =
          aws.call(
              ListResourceTagsRequest.builder().keyId(id()).marker(marker).build(),
              kms::listResourceTags);
      page.tags().forEach(tag -> tags.put(tag.tagKey(), tag.tagValue()));
      marker = page.truncated() ? page.nextMarker() : null;
    } while (marker != null);
    return tags;
  }

  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build())
        .toList();
  }

  /** What KMS knows under a key id, an ARN or an alias. */
  static Optional<KeyMetadata> describe(Aws aws, KmsClient kms, String name) {
    return aws.find(DescribeKeyRequest.builder().keyId(name).build(), kms::describeKey, ABSENT)
        .map(it -> it.keyMetadata());
  }
}
