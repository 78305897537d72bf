package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;

/** Which keys of a bucket are given ones, by what AWS holds. */
public record UsedKeys(LogKeys keys) {
  private static final String GIVEN = "given session key";

  /** The keys with those that are given. */
  public LogKeys keysInUse() {
    Optional<KeyArn> bucketKey = ofBucket();
    // Two purposes with one key are refused with TWO_KEYS, so the bucket has lost the mode.
    if (keys.mode() == KeyMode.ONE_KEY
        || (bucketKey.isPresent() && bucketKey.equals(ofSessions()))) {
      return keys.with(KeyMode.ONE_KEY, new GivenKeys(bucketKey, Optional.empty()));
    }
    return keys.with(KeyMode.TWO_KEYS, new GivenKeys(bucketKey, ofSessions()));
  }

  /** Keeps what the bucket's tags say for a deletion, which takes the bucket first. */
  public void keepInMind() {
    keys.marked().givenForSessions().get().stream()
        .findFirst()
        .ifPresent(arn -> keys.progress().note(GIVEN, arn));
  }

  /** The keys with the given one that the alias for sessions leads to, or did before. */
  Optional<LogKeys> keysOfGivenSessionKey() {
    return named()
        .or(() -> keys.progress().noted(GIVEN).flatMap(KeyArn::parse))
        .map(keys::withSessionKey);
  }

  /** The one that encrypts the bucket, unless it is ours or does not exist. */
  private Optional<KeyArn> ofBucket() {
    return keys.marked().encrypting().get().flatMap(KeyArn::parse).filter(this::isGiven);
  }

  private boolean isGiven(KeyArn encrypting) {
    return !keys.isOwnAccount(encrypting)
        || (!keys.own(KeyPurpose.BUCKET).isOfArn(encrypting.toString())
            && keys.marked()
                .kms()
                .describe(encrypting.toString())
                .filter(key -> !keys.marked().isOfBucket(key))
                .isPresent());
  }

  /**
   * The one that the alias leads to; where there is none, as for a key of another account, the one
   * that the bucket's tags name.
   */
  private Optional<KeyArn> ofSessions() {
    return named()
        .or(
            () ->
                keys.marked().givenForSessions().get().stream()
                    .findFirst()
                    .flatMap(KeyArn::parse)
                    .filter(key -> !keys.isOwnAccount(key) || alias().key().isEmpty()));
  }

  private SessionAlias alias() {
    return keys.sessionAlias(keys.marked().kms());
  }

  /** The one that our alias leads to, unless it is ours. */
  private Optional<KeyArn> named() {
    return alias()
        .key()
        .filter(key -> !keys.marked().isOfBucket(key))
        .flatMap(key -> KeyArn.parse(key.arn()));
  }
}
