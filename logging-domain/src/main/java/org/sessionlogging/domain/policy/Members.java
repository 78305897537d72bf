package org.sessionlogging.domain.policy;

import java.util.List;
import java.util.SortedSet;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.PrincipalArns;

/**
 * What the policies of both sides agree on: who the members are and which calls the agent makes.
 *
 * @param paths patterns of aws:PrincipalOrgPaths that narrow them down; none for all
 * @param owner the account that the policy's bucket or key belongs to, 12 digits: the log account,
 *     but for a key that another one has given
 */
record Members(OrganizationId organization, SortedSet<String> paths, String owner) {
  static final String ORGANIZATION = "aws:PrincipalOrgID";
  private static final String PATHS = "aws:PrincipalOrgPaths";

  // The key has several values (IAM user guide, "AWS global condition context keys").
  private static final String ONE_IS_LIKE = "ForAnyValue:StringLike";

  static final String READ_ENCRYPTION = "s3:GetEncryptionConfiguration";

  // Older agents set the ACL in a call of its own; logs above 5 MB are uploaded in parts.
  static final List<String> WRITE_LOGS =
      List.of("s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload");

  static Members of(CentralLogging logging, OrganizationId organization) {
    return of(logging, organization, logging.place().account());
  }

  static Members of(CentralLogging logging, OrganizationId organization, String owner) {
    return new Members(organization, logging.access().organizationPaths(), owner);
  }

  /**
   * An Allow to those who write: the organization, or the declared parts of it, but the owner, in
   * which a grant to everyone would hold without any identity policy.
   */
  Statement allow(String sid) {
    Statement statement =
        ofOrganization(sid).when("StringNotEquals", "aws:PrincipalAccount", owner);
    return paths.isEmpty() ? statement : statement.when(ONE_IS_LIKE, PATHS, paths);
  }

  /** An Allow to some of the organization, wherever in it they are, none of the log account. */
  Statement allow(String sid, PrincipalArns named) {
    return Callers.only(named, ofOrganization(sid));
  }

  /** The paths that a statement is narrowed down to. */
  static SortedSet<String> paths(Statement statement) {
    return statement.conditionValues(ONE_IS_LIKE, PATHS);
  }

  /** The literal id keeps it from counting as public (S3 user guide, "The meaning of public"). */
  private Statement ofOrganization(String sid) {
    return Statement.allow(sid).everyone().when("StringEquals", ORGANIZATION, organization.text());
  }
}
