package org.sessionlogging.domain.policy;

import java.util.Optional;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;

/**
 * Where in the bucket the logs of an account may lie; the one place that knows the form of these
 * ARNs.
 */
record LogLocation(String bucketArn, AccountPrefix accountPrefix, Optional<String> logPrefix) {
  private static final String CALLER = "${aws:PrincipalAccount}";

  static LogLocation of(CentralLogging logging) {
    return new LogLocation(
        logging.bucketArn(), logging.access().accountPrefix(), logging.access().logPrefix());
  }

  /** The inverse of {@link #ofCaller()}; empty when the ARN is of any other form. */
  static Optional<LogLocation> parse(String bucketName, String objectArns) {
    String root = ":s3:::" + bucketName + "/";
    int keysBegin = objectArns.indexOf(root) + root.length();
    if (keysBegin < root.length()) {
      return Optional.empty();
    }
    String bucketArn = objectArns.substring(0, keysBegin - 1);
    String keys = objectArns.substring(keysBegin);
    String enforced = CALLER + "/*";
    return keys.endsWith(enforced)
        ? of(bucketArn, AccountPrefix.ENFORCED, keys, enforced)
        : of(bucketArn, AccountPrefix.OPTIONAL, keys, "*");
  }

  private static Optional<LogLocation> of(
      String bucketArn, AccountPrefix accountPrefix, String keys, String ending) {
    int prefixEnd = keys.length() - ending.length() - 1;
    Optional<String> logPrefix =
        prefixEnd > 0 ? Optional.of(keys.substring(0, prefixEnd)) : Optional.empty();
    LogLocation location = new LogLocation(bucketArn, accountPrefix, logPrefix);
    return Optional.of(location).filter(it -> it.ofCaller().equals(bucketArn + "/" + keys));
  }

  /** Objects that whoever calls may write, a policy variable standing for the account. */
  String ofCaller() {
    return of(CALLER);
  }

  /** Objects that one account may write. */
  String of(String account) {
    String own = accountPrefix == AccountPrefix.ENFORCED ? account + "/*" : "*";
    return bucketArn + "/" + logPrefix.map(prefix -> prefix + "/").orElse("") + own;
  }

  /** Whether everybody may write everywhere. */
  boolean isWholeBucket() {
    return ofCaller().equals(everything());
  }

  String everything() {
    return bucketArn + "/*";
  }
}
