package org.sessionlogging.access;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessionlogging.aws.CallFailed;

/** The Region of a bucket that was asked for in another one. */
public final class BucketRegion {

  /** Of an answer that names the right Region in its text alone. */
  private static final Pattern NAMED =
      Pattern.compile("expecting '([a-z0-9-]+)'|The ([a-z0-9-]+) location constraint is");

  /** What S3 calls the Region of buckets that were made without naming one. */
  private static final String UNSPECIFIED = "unspecified";

  private static final String OF_UNSPECIFIED = "us-east-1";

  private static final Set<String> CODES =
      Set.of("AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

  private BucketRegion() {}

  /**
   * The bucket's Region, of the answer of another one: a redirect, or the complaint of a signature
   * for the wrong Region (S3 API reference, "Error responses": PermanentRedirect,
   * TemporaryRedirect, AuthorizationHeaderMalformed; the SDK's own S3CrossRegionSyncClient goes by
   * the same). Where one of both Regions has to be enabled first, S3 says
   * IllegalLocationConstraintException instead (boto/botocore#3197, #3303; aws/aws-cli#9113).
   */
  public static Optional<String> of(CallFailed e) {
    boolean elsewhere = e.status() == 301 || e.status() == 307 || CODES.contains(e.code());
    return e.header("x-amz-bucket-region")
        .or(() -> namedIn(e.reason()))
        .filter(region -> elsewhere);
  }

  private static Optional<String> namedIn(String text) {
    Matcher named = NAMED.matcher(text);
    return named.find()
        ? Optional.of(Optional.ofNullable(named.group(1)).orElseGet(() -> named.group(2)))
            .map(it -> it.equals(UNSPECIFIED) ? OF_UNSPECIFIED : it)
        : Optional.empty();
  }
}
