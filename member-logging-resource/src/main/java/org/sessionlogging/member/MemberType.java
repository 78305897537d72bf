package org.sessionlogging.member;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.aws.Page;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.contract.Proof;
import org.sessionlogging.kit.contract.ResourceType;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.member.document.DocumentListing;
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
    return at(model, invocation).taken();
  }

  @Override
  public boolean exists(ResourceModel model, Invocation invocation) {
    return at(model, invocation).isOurs();
  }

  @Override
  public boolean remains(ResourceModel model, Invocation invocation) {
    return new MemberRemovals(at(model, invocation)).any();
  }

  @Override
  public List<Part<?>> parts(ResourceModel model, Invocation invocation) {
    MemberResource resource = at(model, invocation);
    MemberLogging logging =
        MemberMapper.settings(model, invocation).withMissingRolesSkipped(invocation.goesBack());
    return new MemberParts(
            resource.document(),
            resource.policies(),
            resource.parameter(),
            resource.hosts(),
            logging,
            resource.keys(logging, model),
            invocation.requestMark())
        .inOrder();
  }

  /**
   * Keys are asked for once the way was seen free: what may pass by itself, such as a bucket that
   * was made a moment ago, can be waited for only then.
   */
  @Override
  public List<Part<?>> partsOfCreation(ResourceModel model, Invocation invocation) {
    return invocation.progress().begun()
            || MemberMapper.settings(model, invocation).keys().complete()
        ? parts(model, invocation)
        : List.of();
  }

  @Override
  public void lookAhead(ResourceModel model, Invocation invocation) {
    at(model, invocation).lookAhead();
  }

  @Override
  public ResourceModel read(ResourceModel model, Invocation invocation) {
    return at(model, invocation)
        .live()
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
  public Optional<Proof> proof(ResourceModel model, Invocation invocation) {
    MemberLogging logging = MemberMapper.settings(model, invocation);
    MemberResource resource = at(model, invocation);
    return Optional.of(
        new MemberProof(clients, resource, logging, resource.keys(logging, model), model));
  }

  @Override
  public boolean wasSuccess(ResourceModel model, Invocation invocation) {
    return at(model, invocation).success(model).isPresent();
  }

  @Override
  public void mayDelete(ResourceModel model, Invocation invocation) {
    new MemberRemovals(at(model, invocation)).refuseLoss();
  }

  @Override
  public List<Removal> removals(ResourceModel model, Invocation invocation) {
    return new MemberRemovals(at(model, invocation)).inOrder();
  }

  @Override
  public Page<ResourceModel> list(Optional<String> token, Invocation invocation) {
    return new DocumentListing(invocation.aws(), clients.ssm().apply(invocation.region()))
        .page(token)
        .map(name -> ResourceModel.builder().documentName(name).build());
  }

  @Override
  public boolean isInvalid(RuntimeException e) {
    return e instanceof InvalidSettings;
  }

  @Override
  public Failures failures() {
    return MemberFailures.TABLE;
  }

  private MemberResource at(ResourceModel model, Invocation invocation) {
    return new MemberResource(clients, model.getDocumentName(), invocation);
  }
}
