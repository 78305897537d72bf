package org.sessionlogging.member;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sessionlogging.domain.MemberLogging;
import org.sessionlogging.domain.MemberPolicy;
import org.sessionlogging.kit.Failures;
import org.sessionlogging.kit.Part;
import org.sessionlogging.kit.Refused;
import org.sessionlogging.kit.Removal;
import org.sessionlogging.kit.ResourceType;
import org.sessionlogging.kit.Session;
import org.sessionlogging.member.document.DocumentChanges;
import org.sessionlogging.member.document.DocumentRemoval;
import org.sessionlogging.member.document.DocumentTagsPart;
import org.sessionlogging.member.document.MemberDocuments;
import org.sessionlogging.member.document.PreferencesPart;
import org.sessionlogging.member.document.SessionDocument;
import org.sessionlogging.member.policy.AttachmentsPart;
import org.sessionlogging.member.policy.FormerPoliciesPart;
import org.sessionlogging.member.policy.LivePolicy;
import org.sessionlogging.member.policy.MemberPolicies;
import org.sessionlogging.member.policy.PolicyChanges;
import org.sessionlogging.member.policy.PolicyPart;
import org.sessionlogging.member.policy.PolicyRelease;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** SessionManager::Logging::Member. The document is the proof of existence. */
final class MemberType implements ResourceType<ResourceModel> {
  private final Clients clients;

  MemberType(Clients clients) {
    this.clients = clients;
  }

  @Override
  public ResourceModel identified(ResourceModel model, Session session) {
    return model.getDocumentName() == null
        ? model.toBuilder().documentName(MemberLogging.PREFERENCES_DOCUMENT).build()
        : model;
  }

  @Override
  public List<Object> createOnly(ResourceModel model, Session session) {
    return List.of(identified(model, session).getDocumentName());
  }

  @Override
  public Optional<String> taken(ResourceModel model, Session session) {
    return exists(model, session)
        ? Optional.of(
            "The document "
                + model.getDocumentName()
                + " is managed by another resource of this type already. Update that one, or import it.")
        : Optional.empty();
  }

  @Override
  public boolean exists(ResourceModel model, Session session) {
    return document(model, session).isOurs();
  }

  @Override
  public boolean remains(ResourceModel model, Session session) {
    return exists(model, session) || release(model, session).isNeeded();
  }

  @Override
  public List<Part<?>> parts(ResourceModel model, Session session) {
    MemberLogging logging = MemberMapper.toLogging(model, session);
    MemberPolicies policies = policies(model, session);
    PolicyChanges policyChanges = policyChanges(session);
    SessionDocument document = document(model, session);
    DocumentChanges documentChanges = documentChanges(model, session);
    return List.of(
        // The agent refuses sessions when preferences are in force that it has no permission for,
        // so the permission comes first, and the former one goes only when nothing needs it.
        new PolicyPart(policies, policyChanges, logging),
        new AttachmentsPart(policies, policyChanges, logging),
        new PreferencesPart(document, documentChanges, logging),
        new DocumentTagsPart(document, documentChanges, logging),
        new FormerPoliciesPart(policies, release(model, session), logging));
  }

  @Override
  public ResourceModel read(ResourceModel model, Session session) {
    return document(model, session)
        .find()
        .map(
            document -> {
              MemberPolicies policies = policies(model, session);
              Optional<LivePolicy> policy = document.tags().policyName().flatMap(policies::find);
              return new LiveMember(
                      model.getDocumentName(),
                      session.region(),
                      document,
                      policy.map(LivePolicy::arn),
                      policy
                          .flatMap(found -> policies.text(found.arn()))
                          .flatMap(MemberPolicy::bucketKeyArn),
                      policy.map(policies::attachedRoleNames).orElseGet(TreeSet::new))
                  .toModel();
            })
        .orElseThrow(
            () ->
                new Refused(
                    HandlerErrorCode.NotFound, "The document went away while it was read."));
  }

  @Override
  public void mayDelete(ResourceModel model, Session session) {
    documentRemoval(model, session).refuseLoss();
    release(model, session).refuseWhileInUse();
  }

  @Override
  public List<Removal> removals(ResourceModel model, Session session) {
    // Preferences that are in force need the permission: the document goes first.
    return List.of(documentRemoval(model, session), release(model, session));
  }

  @Override
  public Page<ResourceModel> list(Optional<String> token, Session session) {
    MemberDocuments.Page page =
        new MemberDocuments(clients.ssm().apply(session.region()), session.aws()).page(token);
    return new Page<>(
        page.names().stream()
            .map(name -> ResourceModel.builder().documentName(name).build())
            .toList(),
        page.nextToken());
  }

  @Override
  public Failures failures() {
    return MemberFailures.TABLE;
  }

  private SessionDocument document(ResourceModel model, Session session) {
    return new SessionDocument(
        clients.ssm().apply(session.region()), session.aws(), model.getDocumentName());
  }

  private DocumentChanges documentChanges(ResourceModel model, Session session) {
    return new DocumentChanges(
        clients.ssm().apply(session.region()), session.aws(), model.getDocumentName());
  }

  private DocumentRemoval documentRemoval(ResourceModel model, Session session) {
    return new DocumentRemoval(document(model, session), documentChanges(model, session));
  }

  private MemberPolicies policies(ResourceModel model, Session session) {
    return new MemberPolicies(
        clients.iam().apply(session.region()),
        session.aws(),
        MemberMapper.place(session),
        model.getDocumentName());
  }

  private PolicyChanges policyChanges(Session session) {
    return new PolicyChanges(clients.iam().apply(session.region()), session.aws());
  }

  private PolicyRelease release(ResourceModel model, Session session) {
    return new PolicyRelease(policies(model, session), policyChanges(session), session.region());
  }
}
