package org.sessionlogging.member.keys;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Progress;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The keys of a member: what is declared wins, what is not is asked for once an operation.
 *
 * @param s3 by Region, as the bucket may be in any
 * @param kms of the member's own Region
 */
public record AskedKeys(Aws aws, Function<String, S3Client> s3, KmsClient kms, Progress progress) {

  /**
   * What a policy that was written a moment ago may take to count everywhere, or an account that
   * has just joined to be the organization's: an automatic deployment is not repeated.
   */
  static final Duration FRESH = Duration.ofMinutes(2);

  /**
   * The keys, none of them open.
   *
   * @throws org.sessionlogging.kit.reconcile.Refused when a key can't be found out
   * @throws org.sessionlogging.kit.reconcile.PartFailed likewise, where that may pass
   */
  public MemberKeys of(MemberLogging logging) {
    KeyArn bucketKey =
        logging
            .keys()
            .bucketKey()
            .orElseGet(
                () ->
                    once(
                        "bucket key",
                        new AskedBucket(aws, s3, logging.place(), logging.bucketName())::key));
    Optional<KeyArn> sessionKey =
        logging
            .keys()
            .sessionKey()
            .or(
                () ->
                    Optional.of(new AskedAlias(aws, kms, logging.place(), bucketKey.account()))
                        .filter(alias -> logging.keys().encryptsSessions())
                        .map(alias -> once("session key", () -> alias.key(logging.bucketName()))));
    return new MemberKeys(bucketKey, sessionKey);
  }

  private KeyArn once(String note, Supplier<KeyArn> question) {
    return progress
        .noted(note)
        .flatMap(KeyArn::parse)
        .orElseGet(
            () -> {
              KeyArn answer = question.get();
              progress.note(note, answer.toString());
              return answer;
            });
  }
}
