package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;

/**
 * Policies of the log account's keys: its root administers and can't use them, members use them for
 * their logs only.
 */
public final class KeyPolicies {
  // What the handlers call, and what people do by hand when a key is in danger: disable it, rotate
  // it now. Nothing that uses its material: no CreateGrant (a grant is use handed on), so no grant
  // to end either, no Encrypt, Decrypt, ReEncrypt* or GenerateDataKey*. PutKeyPolicy must stay, or
  // KMS refuses the policy as a lockout (KMS API reference, PutKeyPolicy,
  // BypassPolicyLockoutSafetyCheck). SynchronizeMultiRegionKey is KMS's own, by a service-linked
  // role that has it from IAM (KMS developer guide, "Authorizing AWS KMS to synchronize
  // multi-Region keys"): a key policy without it might keep rotations from the replicas.
  private static final List<String> ADMINISTRATION =
      List.of(
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:Get*",
          "kms:List*",
          "kms:PutKeyPolicy",
          "kms:ReplicateKey",
          "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion",
          "kms:SynchronizeMultiRegionKey",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription");

  /**
   * Of what the account's root may do, what takes a key away, opens it, also in another Region, or
   * makes the types forget it.
   */
  public static final List<String> LOOSENING =
      List.of(
          "kms:DeleteAlias",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:PutKeyPolicy",
          "kms:ReplicateKey",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias");

  private KeyPolicies() {}

  /**
   * Reads back who alone administers a key because that is declared of keys; empty where nobody is
   * refused it, or where the logs' administrators are meant.
   */
  public static SortedSet<String> administrators(PolicyDocument live) {
    return Callers.excepted(live, Administrators.REFUSE_OTHERS_OF_KEYS);
  }

  /**
   * Policy of a key that is used for the given purposes, by the organization, and for nothing else.
   */
  public static PolicyDocument of(
      Set<KeyPurpose> purposes, CentralLogging logging, OrganizationId organization) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow("LogAccountAdministersKey")
            .principal(logging.place().accountRoot())
            .actions(ADMINISTRATION)
            .resources("*"));
    statements.addAll(Administrators.ofKeys(logging).refuseOthers(LOOSENING, "*"));
    statements.addAll(use(purposes, logging, Members.of(logging, organization)));
    return PolicyDocument.of(statements);
  }

  /** What lets members use a key for the given purposes, and the readers read the logs. */
  static List<Statement> use(Set<KeyPurpose> purposes, CentralLogging logging, Members members) {
    KeyUses uses = new KeyUses(logging, members);
    List<Statement> statements = new ArrayList<>();
    statements.add(members.allow("MembersDescribeKey").actions("kms:DescribeKey").resources("*"));
    if (purposes.contains(KeyPurpose.BUCKET)) {
      statements.addAll(uses.logs());
    }
    if (purposes.contains(KeyPurpose.SESSION)) {
      statements.addAll(uses.sessions());
    }
    return statements;
  }
}
