package org.sessionlogging.central.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.kit.reconcile.Progress;
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
  private final Progress progress;
  private final KmsClient kms;
  private final String region;
  private final String label;
  private final List<String> aliases;
  private final Supplier<Optional<KeyMetadata>> search;
  private Optional<KeyMetadata> found;

  LogKey(
      Aws aws,
      Progress progress,
      KmsClient kms,
      String region,
      String label,
      List<String> aliases,
      Supplier<Optional<KeyMetadata>> search) {
    this.aws = aws;
    this.progress = progress;
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
      found = progress.noted(label).map(id -> describe(aws, kms, id)).orElseGet(search);
    }
    return found;
  }

  /** After it was changed: the next question goes to AWS again. */
  void forget() {
    found = null;
  }

  /**
   * Keeps the id for the rest of the operation: aliases and tags of a new key are not found at
   * once, and CreateKey knows no idempotency token.
   */
  void made(String id) {
    progress.note(label, id);
    forget();
  }

  /** Whether this very operation has made it, though KMS may not show it yet. */
  boolean wasMade() {
    return progress.noted(label).isPresent();
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

  /** Days from the resource's deletion to the key's, as its tag says; empty without a valid one. */
  public Optional<Integer> deletionWindow() {
    return find()
        .flatMap(it -> Optional.ofNullable(tags().get(MarkedKeys.WINDOW_TAG)))
        .filter(days -> days.matches("[7-9]|[12][0-9]|30"))
        .map(Integer::valueOf);
  }

  /** All tags of the key. */
  SortedMap<String, String> tags() {
    return tags(aws, kms, id());
  }

  /** All tags of a key, from the key itself: other than the tag index, this is never late. */
  static SortedMap<String, String> tags(Aws aws, KmsClient kms, String keyId) {
    SortedMap<String, String> tags = new TreeMap<>();
    Pages.of(
            (String marker) ->
                aws.call(
                    ListResourceTagsRequest.builder().keyId(keyId).marker(marker).build(),
                    kms::listResourceTags),
            ListResourceTagsResponse::nextMarker)
        .forEach(page -> page.tags().forEach(tag -> tags.put(tag.tagKey(), tag.tagValue())));
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
