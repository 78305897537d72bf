package org.sessionlogging.central;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.aws.Page;
import org.sessionlogging.central.bucket.Bucket;
import org.sessionlogging.central.bucket.BucketListing;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketRelease;
import org.sessionlogging.central.bucket.BucketRemoval;
import org.sessionlogging.central.keys.KeyRemoval;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.UsedKeys;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.OnExistingBucket;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.contract.ResourceType;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Removal;

/** SessionManager::Logging::Central. */
final class CentralType implements ResourceType<ResourceModel> {
  private final Clients clients;

  CentralType(Clients clients) {
    this.clients = clients;
  }

  @Override
  public ResourceModel identified(ResourceModel model, Invocation invocation) {
    return model.toBuilder().bucketName(CentralMapper.bucketName(model, invocation)).build();
  }

  @Override
  public List<Object> createOnly(ResourceModel model, Invocation invocation) {
    return Arrays.asList(
        CentralMapper.bucketName(model, invocation),
        CentralMapper.keyMode(model),
        Optional.ofNullable(model.getLogPrefix()));
  }

  @Override
  public Optional<String> taken(ResourceModel model, Invocation invocation) {
    return at(model, invocation)
        .newRoot()
        .taken(invocation.progress().begun(), CentralMapper.onExisting(model));
  }

  @Override
  public boolean isOwnWork(ResourceModel model, Invocation invocation) {
    return at(model, invocation).newRoot().read().isPresent();
  }

  @Override
  public boolean exists(ResourceModel model, Invocation invocation) {
    return at(model, invocation).root().read().isPresent();
  }

  @Override
  public boolean remains(ResourceModel model, Invocation invocation) {
    return exists(model, invocation) || at(model, invocation).keys().any();
  }

  @Override
  public void mayChange(ResourceModel model, Invocation invocation) {
    at(model, invocation).root().proof().refuseMissing();
  }

  /** After a creation that has not come to take the bucket over there is nothing to undo. */
  @Override
  public void mayBeGone(ResourceModel model, Invocation invocation) {
    CentralResource resource = at(model, invocation);
    if (CentralMapper.onExisting(model) == OnExistingBucket.FAIL
        || resource.keys().any()
        || resource.root().hasOurRules()) {
      mayChange(model, invocation);
    }
  }

  @Override
  public List<Part<?>> parts(ResourceModel model, Invocation invocation) {
    CentralLogging logging = CentralMapper.settings(model, invocation);
    CentralResource resource = at(model, invocation);
    new CentralAhead(resource).ofUpdate(logging, organization(invocation));
    return parts(resource.root(), logging, model, invocation).inOrder();
  }

  @Override
  public List<Part<?>> partsOfCreation(ResourceModel model, Invocation invocation) {
    CentralLogging logging = CentralMapper.settings(model, invocation);
    CentralResource resource = at(model, invocation);
    CentralAhead ahead = new CentralAhead(resource);
    boolean begun = invocation.progress().begun();
    if (!begun) {
      ahead.ofNothingYet(logging, organization(invocation));
    } else if (invocation.progress().hasMade()) {
      ahead.ofCreation(logging, invocation.requestMark());
    } else {
      ahead.ofBucketToCome();
    }
    CentralParts parts = parts(resource.newRoot(), logging, model, invocation);
    return begun ? parts.ofCreation() : parts.beforeCreation();
  }

  private OwnOrganization organization(Invocation invocation) {
    return new OwnOrganization(clients.organizations().apply(invocation.region()), invocation);
  }

  private CentralParts parts(
      Bucket root, CentralLogging logging, ResourceModel model, Invocation invocation) {
    OrganizationId organization = organization(invocation).id(logging.access().organizationId());
    logging.access().organizationPaths().forEach(organization::refuseOutside);
    new OwnPrincipal(
            clients.sts().apply(invocation.region()),
            clients.iam().apply(invocation.region()),
            invocation)
        .refuseLockout(logging);
    CentralResource resource = at(model, invocation);
    return new CentralParts(
        root,
        resource.keys(logging.keys()),
        logging,
        CentralMapper.onExisting(model),
        () -> resource.origin(root),
        organization,
        invocation.requestMark(),
        invocation.log(),
        invocation.goesBack());
  }

  @Override
  public void lookAhead(ResourceModel model, Invocation invocation) {
    new CentralAhead(at(model, invocation)).ofRead();
  }

  @Override
  public ResourceModel read(ResourceModel model, Invocation invocation) {
    Bucket root = at(model, invocation).root();
    Optional<BucketMarks> marks = root.read();
    LogKeys keys = at(model, invocation).liveKeys(marks.flatMap(BucketMarks::keyMode));
    keys.replicas().lookAtAll();
    return new LiveCentral(
            root.bucket(), keys, new LiveAccess(root.bucket(), marks, keys, invocation))
        .model();
  }

  @Override
  public Map<String, Function<ResourceModel, String>> outputs() {
    return Map.of(
        "BucketArn",
        ResourceModel::getBucketArn,
        "BucketKeyArn",
        ResourceModel::getBucketKeyArn,
        "SessionKeyArn",
        ResourceModel::getSessionKeyArn);
  }

  @Override
  public void mayDelete(ResourceModel model, Invocation invocation) {
    CentralResource resource = at(model, invocation);
    if (resource.origin(resource.root()) == BucketOrigin.CREATED) {
      new BucketRemoval(resource.root()).refuseWhileItHoldsAnything();
    }
    new UsedKeys(resource.keys()).keepInMind();
  }

  @Override
  public List<Removal> removals(ResourceModel model, Invocation invocation) {
    CentralResource resource = at(model, invocation);
    if (resource.origin(resource.root()) != BucketOrigin.CREATED) {
      return List.of(
          new Release(
              new BucketRelease(resource.bucket()),
              resource.keys(),
              resource.bucketName(),
              invocation));
    }
    // The bucket first: as long as it refuses to go, its keys are needed.
    return List.of(new BucketRemoval(resource.root()), new KeyRemoval(resource.keys()));
  }

  @Override
  public Page<ResourceModel> list(Optional<String> token, Invocation invocation) {
    return new BucketListing(
            invocation.aws(),
            clients.s3().apply(invocation.region()),
            invocation.place(Place::new),
            invocation.progress())
        .page(token)
        .map(name -> ResourceModel.builder().bucketName(name).build());
  }

  @Override
  public boolean isInvalid(RuntimeException e) {
    return e instanceof InvalidSettings;
  }

  @Override
  public Failures failures() {
    return CentralFailures.TABLE;
  }

  private CentralResource at(ResourceModel model, Invocation invocation) {
    return new CentralResource(clients, CentralMapper.bucketName(model, invocation), invocation);
  }
}
