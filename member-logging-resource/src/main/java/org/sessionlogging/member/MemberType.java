package org.sessionlogging.member;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.ResourceType;
import org.sessionlogging.kit.contract.Session;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.member.document.DocumentTagsPart;
import org.sessionlogging.member.document.MemberDocuments;
import org.sessionlogging.member.document.PreferencesPart;
import org.sessionlogging.member.policy.AttachmentsPart;
import org.sessionlogging.member.policy.FormerPoliciesPart;
import org.sessionlogging.member.policy.PolicyPart;
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
    return owned(model, session).document().isOurs();
  }

  @Override
  public boolean remains(ResourceModel model, Session session) {
    return exists(model, session) || owned(model, session).release().isNeeded();
  }

  @Override
  public List<Part<?>> parts(ResourceModel model, Session session) {
    MemberLogging logging = MemberMapper.toLogging(model, session);
    Owned owned = owned(model, session);
    return List.of(
        // The agent refuses sessions when preferences are in force that it has no permission for,
        // so the permission comes first, and the former one goes only when nothing needs it.
        new PolicyPart(owned.policies(), owned.policyChanges(), logging),
        new AttachmentsPart(owned.policies(), owned.policyChanges(), logging),
        new PreferencesPart(owned.document(), owned.documentChanges(), logging),
        new DocumentTagsPart(owned.document(), owned.documentChanges(), logging),
        new FormerPoliciesPart(owned.policies(), owned.release(), logging));
  }

  @Override
  public ResourceModel read(ResourceModel model, Session session) {
    return LiveMember.find(owned(model, session), model.getDocumentName(), session.region())
        .orElseThrow(
            () ->
                new Refused(HandlerErrorCode.NotFound, "The document went away while it was read."))
        .toModel();
  }

  @Override
  public void mayDelete(ResourceModel model, Session session) {
    owned(model, session).documentRemoval().refuseLoss();
    owned(model, session).release().refuseWhileInUse();
  }

  @Override
  public List<Removal> removals(ResourceModel model, Session session) {
    // Preferences that are in force need the permission: the document goes first.
    return List.of(owned(model, session).documentRemoval(), owned(model, session).release());
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

  private Owned owned(ResourceModel model, Session session) {
    return Owned.of(clients, session, model.getDocumentName());
  }
}
