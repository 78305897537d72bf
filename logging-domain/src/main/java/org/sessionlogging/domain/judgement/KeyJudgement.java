package org.sessionlogging.domain.judgement;

import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.settings.KeyArn;

/** What the answers of KMS mean. */
record KeyJudgement(WantedAccess wanted) {
  private static final String ENABLED = "is there and enabled";

  /**
   * The key's policy lets nobody use it but S3; a yes means that whoever IAM of the member lets can
   * decrypt whatever this key encrypts. In the key's own account that is for its administrators.
   */
  Finding bucketKeyUse(Answer answer) {
    KeyArn key = wanted.bucketKey();
    if (answer.is(Answer.Kind.DENIED_BY_RESOURCE)) {
      return Finding.proven(Check.BUCKET_KEY_USE, "its policy refuses it to a direct call");
    }
    if (!answer.is(Answer.Kind.YES)) {
      return Finding.unproven(
          Check.BUCKET_KEY_USE,
          answer.said(),
          "Only a role that IAM allows kms:Decrypt on the key learns what the key's policy says.");
    }
    String cause = "KMS would decrypt with " + key + " for this account without S3 in between";
    String remedy =
        "The policy of the key has a hole: have Central put it right (an update of its stack does), or in a key that was given"
            + " ask for kms:ViaService as docs/keys.md has it.";
    return key.account().equals(wanted.place().account())
        ? Finding.warning(Check.BUCKET_KEY_USE, cause, remedy)
        : Finding.failure(Check.BUCKET_KEY_USE, Reason.LASTING, cause, remedy);
  }

  /** The key of the bucket has to be there, or no log is written or read. */
  Finding bucketKey(Answer answer) {
    return usable(Check.BUCKET_KEY, "BucketKeyArn", wanted.bucketKey(), answer, ENABLED, "");
  }

  /** A replica that is missing can't be told from a denial: both are named, the replica first. */
  Finding session(Check check, KeyArn key, Answer answer) {
    return usable(check, "SessionKeyArn", key, answer, "would do it", replicaOf(key));
  }

  /** The same as far as its state tells. */
  Finding sessionKey(KeyArn key, Answer answer) {
    return usable(Check.SESSION_KEY, "SessionKeyArn", key, answer, ENABLED, replicaOf(key));
  }

  /** Of a key of the account that looks. */
  static Finding state(Check check, KeyArn key, Answer answer) {
    return usable(check, "its ARN", key, answer, ENABLED, "");
  }

  /** Central changes nothing of a given key (ADR 0025). */
  static Finding rotation(KeyFacts key, boolean on) {
    String cause = key.arn() + " is not rotated by KMS";
    return !on && key.isGiven()
        ? Finding.warning(
            Check.KEY_ROTATION,
            cause,
            "It is a given key: have its owner turn rotation on (aws kms enable-key-rotation), unless the key is rotated by hand.")
        : LogAccountJudgement.setting(Check.KEY_ROTATION, on, key.arn() + " is rotated", cause);
  }

  private static String replicaOf(KeyArn key) {
    return key.multiRegion()
        ? "There may be no replica of the key in "
            + key.region()
            + ": add the Region to ReplicaRegions of Central. "
        : "";
  }

  private static Finding usable(
      Check check, String property, KeyArn key, Answer answer, String yes, String first) {
    return switch (answer.kind()) {
      case YES -> Finding.proven(check, key + " " + yes);
      case DENIED, DENIED_BY_RESOURCE ->
          Finding.failure(
              check,
              Reason.DENIED,
              answer.said(),
              first
                  + "Allow the action to the role that this operation runs under, and look at the key's policy, which has to let"
                  + " the organization in, and for a service control policy.");
      case ABSENT ->
          Finding.failure(
              check,
              Reason.NOT_SHOWN,
              answer.said(),
              first + "There is no such key: correct " + property + ".");
      case NOT_READY ->
          Finding.failure(
              check,
              Reason.NOT_SHOWN,
              answer.said(),
              "Have "
                  + key
                  + " enabled in its account (aws kms enable-key), then start the operation again.");
      case GOING ->
          Finding.failure(
              check,
              Reason.LASTING,
              answer.said(),
              "Have the deletion of "
                  + key
                  + " cancelled in its account (aws kms cancel-key-deletion, then enable-key), or give another "
                  + property
                  + ".");
      case UNKNOWN -> Finding.unproven(check, answer.said(), "");
    };
  }
}
