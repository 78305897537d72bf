package org.sessionlogging.domain.judgement;

import java.util.Optional;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.Encryption;
import org.sessionlogging.domain.judgement.LogBucketFacts.Marks;
import org.sessionlogging.domain.policy.UploadEncryption;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;

/** Whether new logs are encrypted as members expect it. */
record EncryptionJudgement(LogAccountFacts facts) {
  private static final Encryption NOTHING =
      new Encryption("nothing", Optional.empty(), false, false);

  Finding of(Optional<Encryption> found) {
    Encryption encryption = found.orElse(NOTHING);
    Shown<Marks> marks = facts.bucket().marks();
    if (marks.value().filter(it -> goesOnWith(it, encryption)).isPresent()) {
      return asFound(encryption);
    }
    if (isOfAWantedKey(encryption)) {
      return ofAWantedKey(encryption);
    }
    return marks.isKnown()
        ? LogAccountJudgement.wrong(Check.BUCKET_ENCRYPTION, other(encryption))
        : marks.unproven(Check.BUCKET_ENCRYPTION);
  }

  private static boolean goesOnWith(Marks marks, Encryption encryption) {
    return marks.adopting()
        && marks.formerEncryption().filter(encryption.named()::equals).isPresent();
  }

  /** So members that are not deployed yet lose nothing (ADR 0020). */
  private Finding asFound(Encryption encryption) {
    return Finding.warning(
        Check.BUCKET_ENCRYPTION,
        facts.bucketName()
            + " was taken over and goes on with what it was encrypted with, "
            + encryption.named()
            + ", which members may go on to use",
        "When Member is in every account, set OnExistingBucket of Central to FAIL: that update changes the encryption to the"
            + " bucket's key (docs/from-the-article.md).");
  }

  private boolean isOfAWantedKey(Encryption encryption) {
    Optional<String> wanted = facts.key(KeyPurpose.BUCKET).map(KeyArn::toString);
    return encryption.algorithm().equals(UploadEncryption.KMS)
        && encryption.key().flatMap(KeyArn::parse).isPresent()
        && (wanted.isEmpty() || encryption.key().equals(wanted));
  }

  private Finding ofAWantedKey(Encryption encryption) {
    if (encryption.bucketKeys()) {
      return LogAccountJudgement.wrong(
          Check.BUCKET_ENCRYPTION,
          "S3 Bucket Keys are on, with which the key's policy can't tell one account's logs from another's");
    }
    if (!encryption.customerKeysBlocked()) {
      return LogAccountJudgement.wrong(
          Check.BUCKET_ENCRYPTION,
          "uploads with keys that the caller keeps (SSE-C), which nobody else can read, are not blocked");
    }
    return givenBesideOwn()
        .map(own -> beside(encryption, own))
        .orElseGet(
            () ->
                Finding.proven(
                    Check.BUCKET_ENCRYPTION, "by aws:kms with " + encryption.key().orElseThrow()));
  }

  /** A key that was given later, or that somebody has put there. */
  private Optional<KeyArn> givenBesideOwn() {
    return facts
        .facts(KeyPurpose.BUCKET)
        .filter(KeyFacts::isGiven)
        .flatMap(it -> facts.ownKey().filter(own -> !own.equals(it.arn())));
  }

  private Finding beside(Encryption encryption, KeyArn own) {
    return Finding.warning(
        Check.BUCKET_ENCRYPTION,
        facts.bucketName()
            + " and its policy name "
            + encryption.key().orElseThrow()
            + ", which Central has not made, and Central's own key "
            + own
            + " is there, too",
        "Right where ExistingBucketKeyArn of Central declares it. Otherwise somebody has changed both: an update of Central's"
            + " stack with a changed tag puts them right.");
  }

  private String other(Encryption encryption) {
    return facts.bucketName()
        + " is encrypted by "
        + encryption.algorithm()
        + encryption.key().map(it -> " with " + it).orElse("")
        + facts
            .key(KeyPurpose.BUCKET)
            .map(it -> ", and members may use " + it)
            .orElse(", which is not a key's ARN");
  }
}
