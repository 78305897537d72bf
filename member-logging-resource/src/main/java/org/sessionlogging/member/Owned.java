package org.sessionlogging.member;

import org.sessionlogging.kit.contract.Session;
import org.sessionlogging.member.document.DocumentChanges;
import org.sessionlogging.member.document.DocumentRemoval;
import org.sessionlogging.member.document.SessionDocument;
import org.sessionlogging.member.policy.MemberPolicies;
import org.sessionlogging.member.policy.PolicyChanges;
import org.sessionlogging.member.policy.PolicyRelease;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What one resource owns, within reach of one invocation. */
record Owned(
    SessionDocument document,
    DocumentChanges documentChanges,
    MemberPolicies policies,
    PolicyChanges policyChanges,
    String region) {

  static Owned of(Clients clients, Session session, String documentName) {
    SsmClient ssm = clients.ssm().apply(session.region());
    IamClient iam = clients.iam().apply(session.region());
    return new Owned(
        new SessionDocument(ssm, session.aws(), documentName),
        new DocumentChanges(ssm, session.aws(), documentName),
        new MemberPolicies(iam, session.aws(), MemberMapper.place(session), documentName),
        new PolicyChanges(iam, session.aws()),
        session.region());
  }

  DocumentRemoval documentRemoval() {
    return new DocumentRemoval(document, documentChanges);
  }

  PolicyRelease release() {
    return new PolicyRelease(policies, policyChanges, region);
  }
}
