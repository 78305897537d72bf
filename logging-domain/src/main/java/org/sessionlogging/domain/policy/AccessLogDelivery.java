package org.sessionlogging.domain.policy;

import java.util.Map;
import java.util.Optional;
import org.sessionlogging.domain.settings.AccessLog;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.Wildcards;

/**
 * What the policy of an access log bucket must let S3 do, so that access logs arrive (S3 user
 * guide, enable-server-access-logging.html, "Permissions for log delivery").
 *
 * @param place of both buckets
 * @param logBucket the one whose requests are logged
 */
public record AccessLogDelivery(Place place, String logBucket, AccessLog target) {
  private static final String SERVICE = "logging.s3.amazonaws.com";

  /** The statement that lets it, for this bucket and account alone. */
  public Statement statement() {
    return Statement.allow("LogBucketAccessLogs")
        .service(SERVICE)
        .actions("s3:PutObject")
        .resources(keys("*"))
        .when("ArnLike", "aws:SourceArn", place.bucketArn(logBucket))
        .when("StringEquals", "aws:SourceAccount", place.account());
  }

  /**
   * Whether a policy grants the delivery, as far as is known of S3's requests: what a condition on
   * anything else comes to is taken neither for a grant nor for a denial.
   */
  public boolean isAllowedBy(PolicyDocument policy) {
    return policy.statements().stream().anyMatch(it -> it.allows() && isMeant(it));
  }

  /** Whether a policy denies the delivery, whatever else grants it. */
  public boolean isDeniedBy(PolicyDocument policy) {
    return policy.statements().stream().anyMatch(it -> !it.allows() && isMeant(it));
  }

  private boolean isMeant(Statement statement) {
    return statement.addresses(SERVICE)
        && Wildcards.anyMatches(statement.actions(), "s3:PutObject", true)
        && Wildcards.anyMatches(statement.resources(), keys("2026-01-31-00-00-00-0123"), false)
        && new KnownRequest(context()).meets(statement.content().path("Condition"))
            == Certainty.YES;
  }

  private String keys(String ending) {
    return place.bucketArn(target.bucket()) + "/" + target.prefix().orElse("") + ending;
  }

  /** IAM user guide, "AWS global condition context keys"; a service is in no organization. */
  private Map<String, Optional<String>> context() {
    return Map.of(
        "aws:sourcearn", Optional.of(place.bucketArn(logBucket)),
        "aws:sourceaccount", Optional.of(place.account()),
        "aws:securetransport", Optional.of("true"),
        "aws:principalisawsservice", Optional.of("true"),
        "aws:principalservicename", Optional.of(SERVICE),
        "aws:principalorgid", Optional.empty());
  }
}
