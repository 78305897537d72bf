package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;

/**
 * Policies of the log account's keys: its root administers and can't use them, members use them for
 * their logs only.
 */
public final class KeyPolicies {
  private static final String S3_CONTEXT = "kms:EncryptionContext:aws:s3:arn";
  private static final String VIA_SERVICE = "kms:ViaService";

  // What the handlers call, and what people do by hand when a key is in danger: disable it, rotate
  // it now. Nothing that uses its material: no CreateGrant (a grant is use handed on), so no grant
  // to end either, no Encrypt, Decrypt, ReEncrypt* or GenerateDataKey*. PutKeyPolicy must stay, or
  // KMS refuses the policy as a lockout (KMS API reference, PutKeyPolicy,
  // BypassPolicyLockoutSafetyCheck).
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
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription");

  private KeyPolicies() {}

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
    statements.addAll(use(purposes, logging, new Members(organization, logging.place().account())));
    return PolicyDocument.of(statements);
  }

  /** What lets members use a key for the given purposes, and the log account read the logs. */
  static List<Statement> use(Set<KeyPurpose> purposes, CentralLogging logging, Members members) {
    List<Statement> statements = new ArrayList<>();
    statements.add(members.allow("MembersDescribeKey").actions("kms:DescribeKey").resources("*"));
    if (purposes.contains(KeyPurpose.BUCKET)) {
      statements.addAll(logs(logging, members));
    }
    if (purposes.contains(KeyPurpose.SESSION)) {
      statements.addAll(sessions(logging, members));
    }
    return statements;
  }

  /**
   * S3 calls with the object's ARN as context while S3 Bucket Keys are off; uploads in parts need
   * Decrypt too (S3 user guide, "Multipart upload API and permissions"). Who reads the logs is left
   * to IAM of the log account.
   */
  private static List<Statement> logs(CentralLogging logging, Members members) {
    LogLocation location = LogLocation.of(logging);
    String s3 = logging.place().s3ViaService();
    String account = logging.place().account();
    String root = logging.place().accountRoot();
    return List.of(
        members
            .allow("MembersEncryptLogs")
            .actions("kms:GenerateDataKey", "kms:Decrypt")
            .resources("*")
            .when("StringEquals", VIA_SERVICE, s3)
            .when("StringLike", S3_CONTEXT, location.ofCaller()),
        Statement.allow("LogAccountEncryptsLogs")
            .principal(root)
            .actions("kms:GenerateDataKey")
            .resources("*")
            .when("StringEquals", VIA_SERVICE, s3)
            .when("StringLike", S3_CONTEXT, location.of(account)),
        Statement.allow("LogAccountReadsLogs")
            .principal(root)
            .actions("kms:Decrypt")
            .resources("*")
            .when("StringEquals", VIA_SERVICE, s3)
            .when("StringLike", S3_CONTEXT, location.everything()));
  }

  /**
   * The agent decrypts what the user's client generates, both with the session's context and no
   * service between: S3 would take that context from an uploader beside its own (S3 user guide,
   * "Encryption context"), and with one key for both purposes undo the confinement to the own
   * prefix. Only calls by services on somebody's behalf have kms:ViaService (KMS developer guide,
   * "kms:ViaService"), so a direct call is one without it.
   */
  private static List<Statement> sessions(CentralLogging logging, Members members) {
    return List.of(
        session(members.allow("MembersEncryptSessions")),
        session(
            Statement.allow("LogAccountEncryptsSessions")
                .principal(logging.place().accountRoot())));
  }

  private static Statement session(Statement statement) {
    return statement
        .actions("kms:GenerateDataKey", "kms:Decrypt")
        .resources("*")
        .when("Null", "kms:EncryptionContext:aws:ssm:SessionId", "false")
        .when("Null", "kms:EncryptionContext:aws:ssm:TargetId", "false")
        .when("Null", VIA_SERVICE, "true");
  }
}
