package org.sessionlogging.access;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.sessionlogging.aws.CallFailed;

/** The Region of a bucket that was asked for in another one. */
public final class BucketRegion {

  /** Of an answer that names the right Region in its text alone. */
  private static final Pattern EXPECTED = Pattern.compile("expecting '([a-z0-9-]+)'");

  private BucketRegion() {}

  /**
   * The bucket's Region, of the answer of another one: a redirect, or the complaint of a signature
   * for the wrong Region (S3 API reference, "Error responses": PermanentRedirect,
   * TemporaryRedirect, AuthorizationHeaderMalformed; the SDK's own S3CrossRegionSyncClient goes by
   * the same).
   */
  public static Optional<String> of(CallFailed e) {
    boolean elsewhere =
        e.status() == 301 || e.status() == 307 || e.code().equals("AuthorizationHeaderMalformed");
    return e.header("x-amz-bucket-region")
        .or(
            () ->
                EXPECTED
                    .matcher(e.reason())
                    .results()
                    .findFirst()
                    .map(MatchResult::group)
                    .map(it -> it.split("'", -1)[1]))
        .filter(region -> elsewhere);
  }
}
