package org.sessionlogging.member;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.aws.Page;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.contract.Proof;
import org.sessionlogging.kit.contract.ResourceType;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.member.document.DocumentListing;
import org.sessionlogging.member.document.Successes.Success;
import org.sessionlogging.member.parameter.ParameterRemoval;
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
    return at(model, invocation).taken();
  }

  @Override
  public boolean exists(ResourceModel model, Invocation invocation) {
    return at(model, invocation).isOurs();
  }

  @Override
  public boolean remains(ResourceModel model, Invocation invocation) {
    MemberResource resource = at(model, invocation);
    return resource
            .document()
            .tags()
            .read()
            .filter(marks -> marks.areOurs() || marks.areClaimed())
            .isPresent()
        || resource.held().any()
        || resource.parameter().isOurs()
        || resource.hosts().roleRemoval().isLeft();
  }

  @Override
  public List<Part<?>> parts(ResourceModel model, Invocation invocation) {
    MemberResource resource = at(model, invocation);
    MemberLogging logging =
        MemberMapper.settings(model, invocation)
            .withMissingRolesSkipped(invocation.rollback().orElse(false));
    return new MemberParts(
            resource.document(),
            resource.policies(),
            resource.parameter(),
            resource.hosts(),
            logging,
            keys(logging, model, invocation),
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

  /**
   * In a rollback those will do that the declaration had, or that are in force, as far as they are
   * this bucket's: a bucket that can't be reached any more must not keep a stack from its way back.
   */
  private MemberKeys keys(MemberLogging logging, ResourceModel model, Invocation invocation) {
    try {
      return at(model, invocation).keys().of(logging);
    } catch (Refused | PartFailed e) {
      if (!invocation.rollback().orElse(true)) {
        throw e;
      }
      MemberKeys former =
          at(model, invocation)
              .success(model)
              .map(Success::keys)
              .or(() -> invocation.rollback().flatMap(it -> inForce(logging, model, invocation)))
              .orElseThrow(() -> e);
      invocation.log().accept(e + ": going back to " + former);
      return former;
    }
  }

  private Optional<MemberKeys> inForce(
      MemberLogging logging, ResourceModel model, Invocation invocation) {
    return at(model, invocation)
        .document()
        .read()
        .map(unused -> read(model, invocation))
        .filter(live -> logging.bucketName().equals(live.getBucketName()))
        .map(
            live ->
                DeclaredKeys.parse(
                    Optional.ofNullable(live.getBucketKeyArn()),
                    Optional.ofNullable(live.getSessionKeyArn())))
        .filter(DeclaredKeys::complete)
        .map(live -> new MemberKeys(live.bucketKey().orElseThrow(), live.sessionKey()));
  }

  @Override
  public ResourceModel read(ResourceModel model, Invocation invocation) {
    MemberResource resource = at(model, invocation);
    return resource
        .document()
        .read()
        .map(
            document ->
                new LiveMember(
                    model.getDocumentName(),
                    invocation.region(),
                    document,
                    resource.policies(),
                    resource.held(),
                    resource.hosts()))
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
  public Optional<Proof> proof(
      ResourceModel model, Optional<ResourceModel> former, Invocation invocation) {
    MemberLogging logging = MemberMapper.settings(model, invocation);
    return Optional.of(
        new MemberProof(
            clients,
            at(model, invocation),
            logging,
            keys(logging, model, invocation),
            model,
            former.map(it -> identified(it, invocation))));
  }

  @Override
  public void mayDelete(ResourceModel model, Invocation invocation) {
    MemberResource resource = at(model, invocation);
    new PolicyRemoval(resource.held(), invocation.log()).refuseWhileInUse();
    resource.documentRemoval().refuseLoss();
  }

  @Override
  public List<Removal> removals(ResourceModel model, Invocation invocation) {
    MemberResource resource = at(model, invocation);
    // The document remembers what Default Host Management was. Preferences that are in force need
    // the permission: the document goes before it. IAM deletes no role that has policies.
    return List.of(
        resource.hosts().removal(),
        resource.documentRemoval(),
        new ParameterRemoval(resource.parameter(), invocation.log()),
        new PolicyRemoval(resource.held(), invocation.log()),
        resource.hosts().roleRemoval());
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
