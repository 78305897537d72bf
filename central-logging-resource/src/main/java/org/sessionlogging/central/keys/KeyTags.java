package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;

/**
 * The tags of one key in one Region, ours among them, but for those that AWS itself sets and the
 * mark of the request that made it, which nobody changes.
 */
public record KeyTags(LogKey key) implements Handle<KeySetting<SortedMap<String, String>>> {

  @Override
  public String name() {
    return "tags of the " + key.label();
  }

  @Override
  public Optional<KeySetting<SortedMap<String, String>>> read() {
    return key.findMade().map(it -> new KeySetting<>(it.keyId(), tags(it.keyId())));
  }

  private SortedMap<String, String> tags(String keyId) {
    SortedMap<String, String> tags = key.kms().tags(keyId);
    tags.keySet().removeIf(Tags::areOfAws);
    tags.remove(KeyMarks.REQUEST_TAG);
    return tags;
  }

  @Override
  public Step write(
      KeySetting<SortedMap<String, String>> tags,
      Optional<KeySetting<SortedMap<String, String>>> live) {
    TagDifference difference = TagDifference.between(live.orElseThrow().value(), tags.value());
    if (!difference.surplus().isEmpty()) {
      key.kms()
          .call(
              UntagResourceRequest.builder()
                  .keyId(tags.keyId())
                  .tagKeys(difference.surplus())
                  .build(),
              KmsClient::untagResource);
    }
    if (!difference.missing().isEmpty()) {
      key.kms()
          .call(
              TagResourceRequest.builder()
                  .keyId(tags.keyId())
                  .tags(RegionalKms.tagList(difference.missing()))
                  .build(),
              KmsClient::tagResource);
    }
    return Step.DONE;
  }
}
