package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.GeneratedSettings;
import org.sessionlogging.domain.Law;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyPurpose;

/** Who may do what with the keys, in plain words; their policies decide every request likewise. */
class KeyAccessLawTest {
  private static final int REQUESTS = 600;

  private static final Set<String> ADMINISTRATION =
      Set.of(
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListGrants",
          "kms:ListResourceTags",
          "kms:PutKeyPolicy",
          "kms:ReplicateKey",
          "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion",
          "kms:SynchronizeMultiRegionKey",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription");

  private static final String[] LOOSENING = {
    "kms:DeleteAlias",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:PutKeyPolicy",
    "kms:ReplicateKey",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias"
  };

  @Law
  @MethodSource("centrals")
  void policiesDecideAsItIsSaidHere(CentralLogging logging) {
    Logs logs = new Logs(logging);
    for (Set<KeyPurpose> purposes : Logs.KEYS) {
      Decision decision = Decision.ofKey(logs.keyPolicy(purposes), logs.account());
      assertThat(
              logs.ofKey(REQUESTS)
                  .filter(it -> decision.allows(it) != isAllowed(logs, purposes, it)))
          .isEmpty();
    }
  }

  @Law
  @MethodSource("centrals")
  void bucketsKeyIsUsedThroughS3OfItsRegionAlone(CentralLogging logging) {
    assertThat(uses(logging, KeyPurpose.BUCKET))
        .allMatch(it -> it.says(Logs.VIA, logging.place().s3ViaService()));
  }

  @Law
  @MethodSource("centrals")
  void sessionsKeyIsUsedDirectlyAndForASessionAndItsTarget(CentralLogging logging) {
    assertThat(uses(logging, KeyPurpose.SESSION))
        .allMatch(it -> !it.has(Logs.VIA) && it.has(Logs.SESSION) && it.has(Logs.TARGET));
  }

  private static List<Request> uses(CentralLogging logging, KeyPurpose purpose) {
    Logs logs = new Logs(logging);
    Decision decision = Decision.ofKey(logs.keyPolicy(Set.of(purpose)), logs.account());
    List<Request> uses =
        logs.ofKey(REQUESTS)
            .filter(it -> ServiceAuthorization.USES_OF_KEYS.contains(it.action()))
            .filter(decision::allows)
            .toList();
    assertThat(uses).isNotEmpty();
    return uses;
  }

  // With every role deleted that is named anywhere, the account still has its root.
  @Law
  @MethodSource("centrals")
  void rootAlwaysPutsAPolicyAndTakesAKeyBack(CentralLogging logging) {
    Logs logs = new Logs(logging);
    Caller root =
        logs.callers().stream()
            .filter(it -> it.isRoot() && it.letByIam())
            .findFirst()
            .orElseThrow();
    for (Set<KeyPurpose> purposes : Logs.KEYS) {
      Decision decision = Decision.ofKey(logs.keyPolicy(purposes), logs.account());
      assertThat(Stream.of("kms:PutKeyPolicy", "kms:CancelKeyDeletion", "kms:GetKeyPolicy"))
          .allMatch(it -> decision.allows(new Request(root, it, logs.key(), Map.of())));
    }
  }

  // KMS refuses a policy under which its caller could not put the next one, and the caller is one
  // of
  // those whom the handlers prove to be excepted.
  @Law
  @MethodSource("centrals")
  void whoeverIsExceptedPutsTheNextPolicy(CentralLogging logging) {
    Logs logs = new Logs(logging);
    for (Set<KeyPurpose> purposes : Logs.KEYS) {
      Decision decision = Decision.ofKey(logs.keyPolicy(purposes), logs.account());
      assertThat(logs.callers().stream().filter(it -> it.isOf(logs.account()) && it.letByIam()))
          .map(it -> new Request(it, "kms:PutKeyPolicy", logs.key(), Map.of()))
          .allMatch(it -> decision.allows(it) == isExcepted(logging, it));
    }
  }

  private static boolean isExcepted(CentralLogging logging, Request request) {
    return Administrators.ofKeys(logging).include(request.values("aws:PrincipalArn").get(0));
  }

  /**
   * Everybody needs IAM of the own account. It lets people of the log account administer, unless
   * others are declared to, and everybody of the organization look at the key and use it for what
   * it is there for.
   */
  private static boolean isAllowed(Logs logs, Set<KeyPurpose> purposes, Request request) {
    boolean ofLogAccount = request.caller().isOf(logs.account());
    boolean ofOrganization = ofLogAccount || logs.isWriter(request.caller());
    boolean administers =
        ADMINISTRATION.contains(request.action())
            && !(request.calls(LOOSENING) && logs.mayNotLoosenKeys(request.caller()));
    boolean inUse =
        (purposes.contains(KeyPurpose.BUCKET) && encryptsLog(logs, request))
            || (purposes.contains(KeyPurpose.SESSION) && encryptsSession(request));
    boolean used = inUse && request.calls("kms:GenerateDataKey", "kms:Decrypt");
    return request.caller().letByIam()
        && ((ofLogAccount && administers)
            || (ofOrganization && (used || request.calls("kms:DescribeKey")))
            || (purposes.contains(KeyPurpose.BUCKET) && readsElsewhere(logs, request)));
  }

  /** A declared reader of another account reads every log. */
  private static boolean readsElsewhere(Logs logs, Request request) {
    return logs.isReaderElsewhere(request.caller())
        && request.calls("kms:Decrypt")
        && request.says(Logs.VIA, logs.logging().place().s3ViaService())
        && isObject(logs, request);
  }

  private static boolean isObject(Logs logs, Request request) {
    return request
        .keys()
        .getOrDefault(Logs.OBJECT, "")
        .startsWith(logs.logging().bucketArn() + "/");
  }

  /**
   * S3 of the bucket's Region calls, for a log where the caller's may lie; the log account reads
   * them all, or those of it who are declared.
   */
  private static boolean encryptsLog(Logs logs, Request request) {
    String object = request.keys().getOrDefault(Logs.OBJECT, "");
    boolean reads =
        request.caller().isOf(logs.account())
            && request.calls("kms:Decrypt")
            && !logs.mayNotRead(request.caller())
            && isObject(logs, request);
    return request.says(Logs.VIA, logs.logging().place().s3ViaService())
        && (reads || logs.mayLie(request.caller(), object));
  }

  /** No service calls, and the context names the session and its target. */
  private static boolean encryptsSession(Request request) {
    return !request.has(Logs.VIA) && request.has(Logs.SESSION) && request.has(Logs.TARGET);
  }

  static Stream<CentralLogging> centrals() {
    return GeneratedSettings.cases(GeneratedSettings::central);
  }
}
