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

/**
 * Policy of the log bucket. It refuses for everybody, administrators of the log account included,
 * what would spoil logs, and lets members write below their own prefix. It grants nothing to the
 * log account: there IAM alone is enough, and a grant to the account's root adds nothing to it (IAM
 * user guide, "Policy evaluation logic", requests within one account).
 */
public final class BucketPolicy {
  private static final String MEMBERS_WRITE_LOGS = "MembersWriteLogs";

  private BucketPolicy() {}

  /** Who may write to a bucket, as far as its policy tells. */
  public record Scope(
      Optional<String> organizationId, AccountPrefix accountPrefix, Optional<String> logPrefix) {}

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
        .map(Statement::resources)
        .filter(resources -> resources.size() == 1)
        .flatMap(resources -> LogLocation.parse(bucketName, resources.get(0)))
        .map(location -> new Scope(organization, location.accountPrefix(), location.logPrefix()));
  }

  private static List<Statement> grants(CentralLogging logging, OrganizationId organization) {
    Members members = new Members(organization, logging.place().account());
    return List.of(
        members
            .allow("MembersReadEncryption")
            .actions(Members.READ_ENCRYPTION)
            .resources(logging.bucketArn()),
        members
            .allow(MEMBERS_WRITE_LOGS)
            .actions(Members.WRITE_LOGS)
            .resources(LogLocation.of(logging).ofCaller()));
  }
}
