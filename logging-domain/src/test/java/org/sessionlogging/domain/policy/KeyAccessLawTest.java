package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription");

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

  /**
   * Everybody needs IAM of the own account. It lets people of the log account administer, and
   * everybody of the organization look at the key and use it for what it is there for.
   */
  private static boolean isAllowed(Logs logs, Set<KeyPurpose> purposes, Request request) {
    boolean ofLogAccount = request.caller().isOf(logs.account());
    boolean ofOrganization = ofLogAccount || logs.isMember(request.caller());
    boolean inUse =
        (purposes.contains(KeyPurpose.BUCKET) && encryptsLog(logs, request))
            || (purposes.contains(KeyPurpose.SESSION) && encryptsSession(request));
    boolean used = inUse && request.calls("kms:GenerateDataKey", "kms:Decrypt");
    return request.caller().letByIam()
        && ((ofLogAccount && ADMINISTRATION.contains(request.action()))
            || (ofOrganization && (used || request.calls("kms:DescribeKey"))));
  }

  /**
   * S3 of the bucket's Region calls, for a log where the caller's may lie; the log account reads
   * them all.
   */
  private static boolean encryptsLog(Logs logs, Request request) {
    String object = request.keys().getOrDefault(Logs.OBJECT, "");
    boolean reads =
        request.caller().isOf(logs.account())
            && request.calls("kms:Decrypt")
            && object.startsWith(logs.logging().bucketArn() + "/");
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
