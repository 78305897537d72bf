package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.Place;

/**
 * What an upload may be encrypted with when it names anything.
 *
 * @param key the bucket key
 * @param former what the bucket was encrypted with before it was taken over, which sessions that
 *     began before go on to name: {@code AES256}, {@code aws:kms} for a key that is not named, or a
 *     key as the bucket named it
 */
public record UploadEncryption(KeyArn key, Optional<String> former) {
  /** S3's own encryption. */
  public static final String AES256 = "AES256";

  /** A key of KMS; as the former encryption, one that is not named. */
  public static final String KMS = "aws:kms";

  /** What was found may be the bucket key by now. */
  public UploadEncryption {
    String bucketKey = key.toString();
    former = former.filter(it -> !it.equals(bucketKey));
  }

  /** The bucket key alone. */
  public static UploadEncryption with(KeyArn key) {
    return new UploadEncryption(key, Optional.empty());
  }

  String[] algorithms() {
    return former.filter(AES256::equals).isPresent()
        ? new String[] {KMS, AES256}
        : new String[] {KMS};
  }

  /** The agent sends on what the bucket says; an id and an alias are short for an ARN as well. */
  String[] keys(Place place) {
    List<String> keys = new ArrayList<>(List.of(key.toString()));
    former
        .filter(it -> !it.equals(AES256) && !it.equals(KMS))
        .ifPresent(
            it -> {
              keys.add(it);
              if (!it.startsWith("arn:")) {
                keys.add(place.kmsArn(it.startsWith("alias/") ? it : "key/" + it));
              }
            });
    return keys.toArray(String[]::new);
  }

  boolean mayNameNoKey() {
    return former.filter(KMS::equals).isPresent();
  }
}
