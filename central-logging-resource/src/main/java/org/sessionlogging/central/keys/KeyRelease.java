package org.sessionlogging.central.keys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;

/**
 * Leaves the keys of a bucket that is given back as they are, aliases included, and has each say
 * so: it encrypts what stays. One that somebody has scheduled takes no tags (KMS developer guide,
 * "Key states"), so its alias goes, by which it would be found; and so goes that of a key that is
 * not ours.
 */
public record KeyRelease(LogKeys keys) implements Removal {
  @Override
  public String name() {
    return "keys";
  }

  /** Done once every key shows what it says: after that the bucket is no longer a proof. */
  @Override
  public Step remove() {
    Optional<Step> look = keys.looksForNames(name());
    if (look.isPresent()) {
      return look.get();
    }
    Map<String, KeyMetadata> byId = new LinkedHashMap<>();
    Stream.concat(keys.primaries().stream().flatMap(it -> it.find().stream()), keys.marked().all())
        .forEach(key -> byId.put(key.keyId(), key));
    given().forEach(key -> byId.put(key.keyId(), key));
    boolean done = true;
    for (KeyMetadata key : byId.values()) {
      boolean says = LogKey.isStaying(key.keyState()) && keys.marked().isOfBucket(key);
      done &= says ? isReleased(key) : isNameless(key);
    }
    return done ? Step.DONE : Step.handBack("the keys to say that their bucket was given back");
  }

  /** Keys that are not ours, under our aliases. */
  private Stream<KeyMetadata> given() {
    return keys.primaries().stream()
        .flatMap(key -> key.aliases().stream())
        .flatMap(alias -> keys.marked().kms().describe(alias).stream())
        .filter(key -> !keys.marked().isOfBucket(key));
  }

  private boolean isReleased(KeyMetadata key) {
    if (keys.marked().isReleased(key)) {
      return true;
    }
    keys.marked()
        .kms()
        .call(
            TagResourceRequest.builder()
                .keyId(key.keyId())
                .tags(RegionalKms.tagList(KeyMarks.ofBucket(BucketOrigin.RELEASED)))
                .build(),
            KmsClient::tagResource);
    return false;
  }

  private boolean isNameless(KeyMetadata key) {
    RegionalKms kms = keys.marked().kms();
    List<String> names =
        keys.primaries().stream()
            .flatMap(it -> it.aliases().stream())
            .filter(it -> kms.describe(it).filter(k -> k.keyId().equals(key.keyId())).isPresent())
            .toList();
    names.forEach(name -> kms.alias(name).delete());
    return names.isEmpty();
  }
}
