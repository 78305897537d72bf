package org.sessionlogging.central.bucket;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.LifecycleRules;
import software.amazon.awssdk.services.s3.model.AbortIncompleteMultipartUpload;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/**
 * The lifecycle rules that are ours, by what is declared, and back. Their ids outlive a version
 * (ADR 0011); one id is for one property, so that a property that is gone takes its rule along.
 *
 * @param logPrefix what begins every log's key: rules that move or delete touch nothing else
 */
public record LogRules(Optional<String> logPrefix) {
  private static final String OURS = "session-logging-";
  private static final String EXPIRATION = OURS + "expiration";
  private static final String NONCURRENT = OURS + "noncurrent-expiration";
  private static final String TRANSITION = OURS + "transition-to-glacier";
  private static final int UNFINISHED_UPLOADS_DAYS = 7;

  /** Unfinished uploads are aborted, wherever they are. */
  private static final LifecycleRule UNFINISHED_UPLOADS =
      rule(OURS + "unfinished-uploads", LifecycleRuleFilter.builder().prefix("").build())
          .abortIncompleteMultipartUpload(
              AbortIncompleteMultipartUpload.builder()
                  .daysAfterInitiation(UNFINISHED_UPLOADS_DAYS)
                  .build())
          .build();

  static boolean isOurs(LifecycleRule rule) {
    return rule.id() != null && rule.id().startsWith(OURS);
  }

  static List<LifecycleRule> sorted(Stream<LifecycleRule> rules) {
    return rules.sorted(Comparator.comparing(LifecycleRule::id)).toList();
  }

  /** The rules of a declaration. */
  public List<LifecycleRule> of(LifecycleRules declared) {
    List<LifecycleRule> rules = new ArrayList<>(List.of(UNFINISHED_UPLOADS));
    declared.transitionToGlacierInDays().map(this::transition).ifPresent(rules::add);
    declared.expireInDays().map(this::expiration).ifPresent(rules::add);
    declared.noncurrentExpireInDays().map(this::noncurrent).ifPresent(rules::add);
    return sorted(rules.stream());
  }

  /** Of which days that rule is exactly the one in force; empty when it is any other. */
  public Optional<Integer> transitionToGlacierInDays(List<LifecycleRule> live) {
    return days(
        live,
        TRANSITION,
        rule -> rule.transitions().stream().findFirst().map(Transition::days),
        this::transition);
  }

  /** The same of the logs' expiration. */
  public Optional<Integer> expireInDays(List<LifecycleRule> live) {
    return days(
        live,
        EXPIRATION,
        rule -> Optional.ofNullable(rule.expiration()).map(LifecycleExpiration::days),
        this::expiration);
  }

  /** The same of old versions. */
  public Optional<Integer> noncurrentExpireInDays(List<LifecycleRule> live) {
    return days(
        live,
        NONCURRENT,
        rule ->
            Optional.ofNullable(rule.noncurrentVersionExpiration())
                .map(NoncurrentVersionExpiration::noncurrentDays),
        this::noncurrent);
  }

  private static Optional<Integer> days(
      List<LifecycleRule> live,
      String id,
      Function<LifecycleRule, Optional<Integer>> days,
      Function<Integer, LifecycleRule> written) {
    return live.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .flatMap(rule -> days.apply(rule).filter(number -> written.apply(number).equals(rule)));
  }

  private static LifecycleRule.Builder rule(String id, LifecycleRuleFilter filter) {
    return LifecycleRule.builder().id(id).status(ExpirationStatus.ENABLED).filter(filter);
  }

  /**
   * To S3 Glacier Flexible Retrieval. Without a size in its filter a rule passes over objects below
   * 128 KB, which most logs are (S3 user guide, lifecycle-configuration-examples.html, "Allowing
   * objects smaller than 128 KB to be transitioned").
   */
  private LifecycleRule transition(int days) {
    LifecycleRuleFilter.Builder filter = LifecycleRuleFilter.builder();
    logPrefix.ifPresentOrElse(
        prefix ->
            filter.and(
                LifecycleRuleAndOperator.builder()
                    .prefix(prefix + "/")
                    .objectSizeGreaterThan(1L)
                    .build()),
        () -> filter.objectSizeGreaterThan(1L));
    return rule(TRANSITION, filter.build())
        .transitions(
            Transition.builder().days(days).storageClass(TransitionStorageClass.GLACIER).build())
        .build();
  }

  private LifecycleRule expiration(int days) {
    return rule(EXPIRATION, logs())
        .expiration(LifecycleExpiration.builder().days(days).build())
        .build();
  }

  /**
   * Old versions, and the delete markers that are left alone then. They can't stand in one
   * expiration with days (API reference, LifecycleExpiration).
   */
  private LifecycleRule noncurrent(int days) {
    return rule(NONCURRENT, logs())
        .noncurrentVersionExpiration(
            NoncurrentVersionExpiration.builder().noncurrentDays(days).build())
        .expiration(LifecycleExpiration.builder().expiredObjectDeleteMarker(true).build())
        .build();
  }

  private LifecycleRuleFilter logs() {
    return LifecycleRuleFilter.builder()
        .prefix(logPrefix.map(prefix -> prefix + "/").orElse(""))
        .build();
  }
}
