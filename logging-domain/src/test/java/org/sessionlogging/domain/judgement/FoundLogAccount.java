package org.sessionlogging.domain.judgement;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.AccessLogFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.Copy;
import org.sessionlogging.domain.judgement.LogBucketFacts.Encryption;
import org.sessionlogging.domain.judgement.LogBucketFacts.Expiry;
import org.sessionlogging.domain.judgement.LogBucketFacts.Lock;
import org.sessionlogging.domain.judgement.LogBucketFacts.Marks;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;

/** What is found of a log account as Central leaves it; each test changes what it is about. */
final class FoundLogAccount {
  static final KeyArn BUCKET_KEY = Examples.BUCKET_KEY;
  static final KeyArn SESSION_KEY = Examples.SESSION_KEY;
  static final Expiry UNFINISHED =
      new Expiry(
          "session-logging-unfinished-uploads",
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true);

  final CentralLogging central;
  Shown<Encryption> encryption =
      shown(new Encryption("aws:kms", Optional.of(BUCKET_KEY.toString()), false, true));
  Shown<PolicyDocument> policy;
  Shown<Marks> marks = shown(new Marks(false, Optional.empty(), Optional.empty()));
  Shown<Lock> objectLock = Shown.of(Optional.empty());
  Shown<List<Expiry>> expiries = shown(List.of(UNFINISHED));
  Shown<List<Copy>> copies = Shown.of(Optional.empty());
  Shown<AccessLogFacts> accessLog = Shown.of(Optional.empty());
  Shown<OrganizationId> organization = shown(Examples.ORGANIZATION);
  Optional<KeyArn> ownKey = Optional.of(BUCKET_KEY);
  final Map<KeyPurpose, Shown<KeyFacts>> keys = new EnumMap<>(KeyPurpose.class);
  final SortedMap<String, KeyFacts> replicas = new TreeMap<>();
  Shown<UndoersFacts> undoers = shown(new UndoersFacts(0, List.of()));

  FoundLogAccount() {
    this(Examples.central(AccountPrefix.ENFORCED, Optional.empty()));
  }

  FoundLogAccount(CentralLogging central) {
    this.central = central;
    policy = shown(BucketPolicy.of(central, Examples.ORGANIZATION, BUCKET_KEY));
    keys.put(KeyPurpose.BUCKET, shown(key(BUCKET_KEY, policyOf(KeyPurpose.BUCKET))));
    keys.put(KeyPurpose.SESSION, shown(key(SESSION_KEY, policyOf(KeyPurpose.SESSION))));
    replicas.put(SESSION_KEY.region(), key(SESSION_KEY, policyOf(KeyPurpose.SESSION)));
    replicas.put("us-east-1", key(SESSION_KEY.in("us-east-1"), policyOf(KeyPurpose.SESSION)));
  }

  static <T> Shown<T> shown(T value) {
    return Shown.of(Optional.of(value));
  }

  PolicyDocument policyOf(KeyPurpose... purposes) {
    return KeyPolicies.of(Set.of(purposes), central, Examples.ORGANIZATION);
  }

  static KeyFacts key(KeyArn arn, PolicyDocument policy) {
    return new KeyFacts(arn, Answer.YES, shown(true), shown(true), shown(policy));
  }

  static KeyFacts given(KeyArn arn, PolicyDocument policy) {
    return new KeyFacts(arn, Answer.YES, shown(true), shown(false), shown(policy));
  }

  LogAccountFacts facts() {
    return new LogAccountFacts(
        central.place(),
        central.bucket().name(),
        new LogBucketFacts(
            encryption,
            shown(true),
            shown("BucketOwnerEnforced"),
            shown(true),
            policy,
            marks,
            objectLock,
            expiries,
            copies,
            accessLog),
        organization,
        ownKey,
        keys,
        replicas);
  }

  /** All that is not as it should be. */
  List<Finding> told() {
    return Stream.concat(
            LogAccountJudgement.of(facts()).stream(), UndoersJudgement.of(undoers).stream())
        .filter(it -> it.severity() != Severity.PROVEN)
        .toList();
  }

  /** The one thing that is not. */
  Finding only(Severity severity, Check check) {
    List<Finding> told = told();
    if (told.size() != 1 || told.get(0).severity() != severity || told.get(0).check() != check) {
      throw new AssertionError(told);
    }
    return told.get(0);
  }
}
