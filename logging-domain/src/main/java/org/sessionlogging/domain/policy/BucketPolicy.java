package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.PrincipalArns;

/**
 * Policy of the log bucket. It refuses for everybody, administrators of the log account included,
 * what would spoil logs, and lets members write below their own prefix. It grants nothing to the
 * log account: there IAM alone is enough, and a grant to the account's root adds nothing to it (IAM
 * user guide, "Policy evaluation logic", requests within one account).
 */
public final class BucketPolicy {
  private static final String MEMBERS_WRITE_LOGS = "MembersWriteLogs";

  /**
   * What deletes logs, or opens or unsettles the bucket, and no more: an administrator who is not
   * named goes on to look after the rest. Each setting whose action begins with PutBucket guards
   * the bucket or is what tells of it (logging, notifications, tags, which are the types' memory;
   * with requester pays the agents' uploads would fail), and so would one that S3 comes to know.
   */
  public static final List<String> LOOSENING =
      List.of(
          "s3:BypassGovernanceRetention",
          "s3:DeleteBucket*",
          "s3:DeleteObject*",
          "s3:PutBucket*",
          "s3:PutEncryptionConfiguration",
          "s3:PutLifecycleConfiguration",
          "s3:PutObjectLegalHold",
          "s3:PutObjectRetention",
          "s3:PutReplicationConfiguration",
          "s3:TagResource",
          "s3:UntagResource");

  private BucketPolicy() {}

  /** Who may write to a bucket, as far as its policy tells. */
  public record Scope(
      Optional<String> organizationId,
      SortedSet<String> organizationPaths,
      AccountPrefix accountPrefix,
      Optional<String> logPrefix) {}

  /** The policy of the declared bucket, which the given key encrypts for the organization. */
  public static PolicyDocument of(
      CentralLogging logging, OrganizationId organization, KeyArn bucketKey) {
    return of(logging, organization, UploadEncryption.with(bucketKey));
  }

  /** The same where uploads may be encrypted in another way as well. */
  public static PolicyDocument of(
      CentralLogging logging, OrganizationId organization, UploadEncryption encryption) {
    List<Statement> statements = new ArrayList<>();
    statements.addAll(BucketRefusals.of(logging, encryption));
    statements.addAll(
        Administrators.ofLogs(logging)
            .refuseOthers(LOOSENING, logging.bucketArn(), logging.bucketArn() + "/*"));
    statements.addAll(grants(logging, organization));
    return PolicyDocument.of(statements);
  }

  /**
   * Reads back who may write; empty when the members' write statement is missing or of another
   * form. The organization is known only while exactly one is named.
   */
  public static Optional<Scope> scope(PolicyDocument live, String bucketName) {
    SortedSet<String> organizations = new TreeSet<>();
    live.statements().forEach(it -> organizations.addAll(it.conditionValues(Members.ORGANIZATION)));
    Optional<String> organization =
        organizations.size() == 1 ? organizations.stream().findFirst() : Optional.empty();
    return live.statement(MEMBERS_WRITE_LOGS)
        .filter(it -> it.resources().size() == 1)
        .flatMap(
            it ->
                LogLocation.parse(bucketName, it.resources().get(0))
                    .map(
                        location ->
                            new Scope(
                                organization,
                                Members.paths(it),
                                location.accountPrefix(),
                                location.logPrefix())));
  }

  /** Reads back the key that encrypts the bucket; empty where none, or several are named. */
  public static Optional<KeyArn> key(PolicyDocument live) {
    return live.statement(BucketRefusals.MOVES)
        .map(it -> it.conditionValues(BucketRefusals.KEY_ID))
        .filter(it -> it.size() == 1)
        .flatMap(it -> KeyArn.parse(it.first()));
  }

  /** Reads back who alone reads logs; empty where nobody is refused it. */
  public static SortedSet<String> readers(PolicyDocument live) {
    return Callers.excepted(live, BucketRefusals.OTHER_READERS);
  }

  /** Reads back who alone deletes and loosens; empty where nobody is refused it. */
  public static SortedSet<String> administrators(PolicyDocument live) {
    return Callers.excepted(live, Administrators.REFUSE_OTHERS);
  }

  private static List<Statement> grants(CentralLogging logging, OrganizationId organization) {
    Members members = Members.of(logging, organization);
    List<Statement> grants = new ArrayList<>();
    grants.add(
        members
            .allow("MembersReadEncryption")
            .actions(Members.READ_ENCRYPTION)
            .resources(logging.bucketArn()));
    grants.add(
        members
            .allow(MEMBERS_WRITE_LOGS)
            .actions(Members.WRITE_LOGS)
            .resources(LogLocation.of(logging).ofCaller()));
    PrincipalArns elsewhere = logging.access().readers().outside(logging.place().account());
    if (elsewhere.given()) {
      // Of the log account's own readers IAM decides. The location is what queries ask for first.
      grants.add(
          members
              .allow("ReadersReadLogs", elsewhere)
              .actions(
                  "s3:GetBucketLocation",
                  "s3:ListBucket",
                  "s3:ListBucketVersions",
                  "s3:GetObject",
                  "s3:GetObjectVersion")
              .resources(logging.bucketArn(), LogLocation.of(logging).everything()));
    }
    return grants;
  }
}
