package org.sessionlogging.central;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.central.bucket.Bucket;
import org.sessionlogging.central.bucket.BucketEncryption;
import org.sessionlogging.central.bucket.BucketListing;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketRemoval;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.keys.KeyRemoval;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.MarkedKeys;
import org.sessionlogging.central.keys.RegionalKms;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyMode;
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
    return root(model, invocation).taken(invocation.requestMark(), invocation.progress().begun());
  }

  @Override
  public boolean exists(ResourceModel model, Invocation invocation) {
    return root(model, invocation).read().isPresent();
  }

  @Override
  public boolean remains(ResourceModel model, Invocation invocation) {
    return exists(model, invocation) || keys(model, invocation).any();
  }

  @Override
  public void mayChange(ResourceModel model, Invocation invocation) {
    root(model, invocation).refuseUnproven();
  }

  @Override
  public List<Part<?>> parts(ResourceModel model, Invocation invocation) {
    CentralLogging logging = CentralMapper.settings(model, invocation);
    OrganizationId organization =
        new OwnOrganization(clients.organizations().apply(invocation.region()), invocation)
            .id(logging.access().organizationId());
    return new CentralParts(
            root(model, invocation),
            keys(model, invocation, logging.keys().mode()),
            logging,
            organization,
            invocation.requestMark())
        .inOrder();
  }

  @Override
  public ResourceModel read(ResourceModel model, Invocation invocation) {
    Bucket root = root(model, invocation);
    KeyMode mode = root.read().map(BucketMarks::keyMode).orElse(KeyMode.TWO_KEYS);
    return new LiveCentral(root.bucket(), keys(model, invocation, mode)).model();
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
    new BucketRemoval(root(model, invocation)).refuseWhileItHoldsAnything();
  }

  @Override
  public List<Removal> removals(ResourceModel model, Invocation invocation) {
    // The bucket first: as long as it refuses to go, its keys are needed.
    return List.of(
        new BucketRemoval(root(model, invocation)), new KeyRemoval(keys(model, invocation)));
  }

  @Override
  public Page<ResourceModel> list(Optional<String> token, Invocation invocation) {
    BucketListing.Page page =
        new BucketListing(
                invocation.aws(),
                clients.s3().apply(invocation.region()),
                invocation.place(Place::new))
            .page(token);
    return new Page<>(
        page.names().stream()
            .map(name -> ResourceModel.builder().bucketName(name).build())
            .toList(),
        page.nextToken());
  }

  @Override
  public boolean isInvalid(RuntimeException e) {
    return e instanceof InvalidSettings;
  }

  @Override
  public Failures failures() {
    return CentralFailures.TABLE;
  }

  private LogBucket bucket(ResourceModel model, Invocation invocation) {
    return new LogBucket(
        invocation.aws(),
        clients.s3().apply(invocation.region()),
        invocation.place(Place::new),
        CentralMapper.bucketName(model, invocation));
  }

  private LogKeys keys(ResourceModel model, Invocation invocation, KeyMode mode) {
    Function<String, RegionalKms> kms =
        region -> new RegionalKms(invocation.aws(), clients.kms().apply(region), region);
    MarkedKeys marked =
        new MarkedKeys(
            kms.apply(invocation.region()),
            clients.tagging().apply(invocation.region()),
            CentralMapper.bucketName(model, invocation));
    return new LogKeys(kms, marked, mode, invocation.progress());
  }

  /** As their aliases say: the bucket that knows the mode may be gone. */
  private LogKeys keys(ResourceModel model, Invocation invocation) {
    return keys(model, invocation, KeyMode.TWO_KEYS).asNamed();
  }

  /**
   * The bucket with its second proof: an alias of ours that leads to a key with our marks which
   * encrypts this bucket.
   */
  private Bucket root(ResourceModel model, Invocation invocation) {
    LogBucket bucket = bucket(model, invocation);
    return new Bucket(
        bucket,
        () ->
            Optional.of(keys(model, invocation))
                .filter(
                    keys ->
                        new BucketEncryption(bucket).keyArn().filter(keys::encryptWith).isPresent())
                .map(keys -> new BucketMarks(keys.mode(), Optional.empty())));
  }
}
