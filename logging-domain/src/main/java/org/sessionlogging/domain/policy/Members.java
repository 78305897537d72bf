package org.sessionlogging.domain.policy;

import java.util.List;
import org.sessionlogging.domain.settings.OrganizationId;

/**
 * What the policies of both sides agree on: who the members are and which calls the agent makes.
 *
 * @param owner the account that the policy's bucket or key belongs to, 12 digits: the log account,
 *     but for a key that another one has given
 */
record Members(OrganizationId organization, String owner) {
  static final String ORGANIZATION = "aws:PrincipalOrgID";
  static final String READ_ENCRYPTION = "s3:GetEncryptionConfiguration";

  // Older agents set the ACL in a call of its own; logs above 5 MB are uploaded in parts.
  static final List<String> WRITE_LOGS =
      List.of("s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload");

  /**
   * An Allow to all of the organization but the owner, in which a grant to everyone would hold
   * without any identity policy. The literal organization id keeps it from counting as public (S3
   * user guide, "The meaning of public").
   */
  Statement allow(String sid) {
    return Statement.allow(sid)
        .everyone()
        .when("StringEquals", ORGANIZATION, organization.text())
        .when("StringNotEquals", "aws:PrincipalAccount", owner);
  }
}
