package org.sessionlogging.member;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.contract.ResourceType;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.member.document.DocumentListing;
import org.sessionlogging.member.document.DocumentRemoval;
import org.sessionlogging.member.document.SessionDocument;
import org.sessionlogging.member.parameter.ParameterRemoval;
import org.sessionlogging.member.parameter.PolicyArnParameter;
import org.sessionlogging.member.policy.HeldPolicies;
import org.sessionlogging.member.policy.MemberPolicies;
import org.sessionlogging.member.policy.PolicyRemoval;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** SessionManager::Logging::Member. The document is the proof of existence. */
final class MemberType implements ResourceType<ResourceModel> {
  private final Clients clients;

  MemberType(Clients clients) {
    this.clients = clients;
  }

  @Override
  public ResourceModel identified(ResourceModel model, Invocation invocation) {
    return model.getDocumentName() == null
        ? model.toBuilder().documentName(MemberLogging.PREFERENCES_DOCUMENT).build()
        : model;
  }

  @Override
  public List<Object> createOnly(ResourceModel model, Invocation invocation) {
    return List.of(identified(model, invocation).getDocumentName());
  }

  @Override
  public Optional<String> taken(ResourceModel model, Invocation invocation) {
    SessionDocument document = document(model, invocation);
    return document
        .taken(invocation.requestMark())
        .or(
            () ->
                !invocation.progress().begun() && isProvenByPolicy(document, model, invocation)
                    ? Optional.of(
                        "The document "
                            + model.getDocumentName()
                            + " has lost its tags, and a policy says that another resource of this type manages it. Update"
                            + " that one, or import it.")
                    : Optional.empty());
  }

  @Override
  public boolean exists(ResourceModel model, Invocation invocation) {
    SessionDocument document = document(model, invocation);
    return document.isOurs() || isProvenByPolicy(document, model, invocation);
  }

  /** A tagging tool may have replaced the document's tags: then the policy in use proves it. */
  private boolean isProvenByPolicy(
      SessionDocument document, ResourceModel model, Invocation invocation) {
    // A document that is gone but still shows has no tags at all.
    if (document.tags().read().isEmpty()
        || !document.isToStay()
        || held(model, invocation).inUse().isEmpty()) {
      return false;
    }
    // Tags that were read before the policy may be older than it.
    invocation.aws().forget();
    return !document.isOurs();
  }

  private DocumentRemoval removal(ResourceModel model, Invocation invocation) {
    HeldPolicies held = held(model, invocation);
    return new DocumentRemoval(
        document(model, invocation), () -> held.inUse().isPresent(), held::proveNoLonger);
  }

  @Override
  public boolean remains(ResourceModel model, Invocation invocation) {
    return document(model, invocation)
            .tags()
            .read()
            .filter(marks -> marks.areOurs() || marks.areClaimed())
            .isPresent()
        || held(model, invocation).any()
        || parameter(model, invocation).isOurs();
  }

  @Override
  public List<Part<?>> parts(ResourceModel model, Invocation invocation) {
    return new MemberParts(
            document(model, invocation),
            policies(model, invocation),
            parameter(model, invocation),
            MemberMapper.settings(model, invocation),
            invocation.requestMark())
        .inOrder();
  }

  @Override
  public ResourceModel read(ResourceModel model, Invocation invocation) {
    return document(model, invocation)
        .read()
        .map(
            document ->
                new LiveMember(
                    model.getDocumentName(),
                    invocation.region(),
                    document,
                    policies(model, invocation),
                    held(model, invocation)))
        .orElseThrow(
            () ->
                new Refused(HandlerErrorCode.NotFound, "The document went away while it was read."))
        .model();
  }

  @Override
  public Map<String, Function<ResourceModel, String>> outputs() {
    return Map.of(
        "PolicyArn",
        ResourceModel::getPolicyArn,
        "DocumentVersion",
        ResourceModel::getDocumentVersion);
  }

  @Override
  public void mayDelete(ResourceModel model, Invocation invocation) {
    new PolicyRemoval(held(model, invocation), invocation.log()).refuseWhileInUse();
    removal(model, invocation).refuseLoss();
  }

  @Override
  public List<Removal> removals(ResourceModel model, Invocation invocation) {
    // Preferences that are in force need the permission: the document goes first.
    return List.of(
        removal(model, invocation),
        new ParameterRemoval(parameter(model, invocation), invocation.log()),
        new PolicyRemoval(held(model, invocation), invocation.log()));
  }

  @Override
  public Page<ResourceModel> list(Optional<String> token, Invocation invocation) {
    DocumentListing.Page page =
        new DocumentListing(invocation.aws(), clients.ssm().apply(invocation.region())).page(token);
    return new Page<>(
        page.names().stream()
            .map(name -> ResourceModel.builder().documentName(name).build())
            .toList(),
        page.nextToken());
  }

  @Override
  public boolean isInvalid(RuntimeException e) {
    return e instanceof InvalidSettings;
  }

  @Override
  public Failures failures() {
    return MemberFailures.TABLE;
  }

  private SessionDocument document(ResourceModel model, Invocation invocation) {
    return new SessionDocument(
        invocation.aws(),
        clients.ssm().apply(invocation.region()),
        model.getDocumentName(),
        invocation.progress());
  }

  private MemberPolicies policies(ResourceModel model, Invocation invocation) {
    return new MemberPolicies(
        invocation.aws(),
        clients.iam().apply(invocation.region()),
        invocation.place(Place::new),
        model.getDocumentName(),
        invocation.progress());
  }

  private PolicyArnParameter parameter(ResourceModel model, Invocation invocation) {
    return new PolicyArnParameter(
        invocation.aws(),
        clients.ssm().apply(invocation.region()),
        invocation.place(Place::new),
        model.getDocumentName());
  }

  private HeldPolicies held(ResourceModel model, Invocation invocation) {
    return new HeldPolicies(policies(model, invocation), invocation.region());
  }
}
