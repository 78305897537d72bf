package org.sessionlogging.central;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.central.bucket.BucketRemoval;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.LogBuckets;
import org.sessionlogging.central.keys.KeyRemoval;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.ResourceType;
import org.sessionlogging.kit.contract.Session;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** SessionManager::Logging::Central. */
final class CentralType implements ResourceType<ResourceModel> {
  /**
   * Stands in for an organization id that is still to be asked for, so that all else is checked
   * before any call.
   */
  private static final String TO_BE_ASKED = "o-0000000000";

  private final Clients clients;

  CentralType(Clients clients) {
    this.clients = clients;
  }

  @Override
  public ResourceModel identified(ResourceModel model, Session session) {
    return model.toBuilder().bucketName(CentralMapper.bucketName(model, session)).build();
  }

  @Override
  public List<Object> createOnly(ResourceModel model, Session session) {
    return Arrays.asList(
        CentralMapper.bucketName(model, session),
        CentralMapper.keyMode(model),
        Optional.ofNullable(model.getLogPrefix()));
  }

  @Override
  public Optional<String> taken(ResourceModel model, Session session) {
    LogBucket bucket = bucket(model, session);
    return bucket
        .whereTaken()
        .map(
            where ->
                "bucket "
                    + bucket.name()
                    + ": the name is taken, "
                    + where
                    + ". Give another BucketName.");
  }

  @Override
  public boolean exists(ResourceModel model, Session session) {
    return bucket(model, session).ours();
  }

  @Override
  public boolean remains(ResourceModel model, Session session) {
    return exists(model, session) || allKeys(model, session).any();
  }

  @Override
  public List<Part<?>> parts(ResourceModel model, Session session) {
    String declared = model.getOrganizationId();
    CentralMapper.settings(model, session, declared == null ? TO_BE_ASKED : declared);
    CentralLogging logging =
        CentralMapper.settings(
            model,
            session,
            new OwnOrganization(clients.organizations().apply(session.region()), session)
                .id(Optional.ofNullable(declared)));
    return new CentralParts(
            bucket(model, session), keys(model, session, logging.keyMode()), logging)
        .inOrder();
  }

  @Override
  public ResourceModel read(ResourceModel model, Session session) {
    LogBucket bucket = bucket(model, session);
    KeyMode mode = bucket.keyMode().orElse(KeyMode.TWO_KEYS);
    return new LiveCentral(bucket, keys(model, session, mode), mode).model();
  }

  @Override
  public void mayDelete(ResourceModel model, Session session) {
    LogBucket bucket = bucket(model, session);
    if (bucket.ours() && bucket.holdsAnything()) {
      throw new Refused(
          HandlerErrorCode.ResourceConflict,
          "bucket "
              + bucket.name()
              + ": it holds logs (old versions, delete markers and unfinished uploads count), and they are never"
              + " deleted here. Nothing was changed. To keep it all, give the resource DeletionPolicy: Retain; to be rid of"
              + " it, empty the bucket yourself, then delete again.");
    }
  }

  @Override
  public List<Removal> removals(ResourceModel model, Session session) {
    // The bucket first: as long as it refuses to go, its keys are needed.
    return List.of(
        new BucketRemoval(bucket(model, session)), new KeyRemoval(allKeys(model, session)));
  }

  @Override
  public Page<ResourceModel> list(Optional<String> token, Session session) {
    LogBuckets.Page page =
        new LogBuckets(
                session.aws(), clients.s3().apply(session.region()), CentralMapper.place(session))
            .page(token);
    return new Page<>(
        page.names().stream()
            .map(name -> ResourceModel.builder().bucketName(name).build())
            .toList(),
        page.nextToken());
  }

  @Override
  public Failures failures() {
    return CentralFailures.TABLE;
  }

  private LogBucket bucket(ResourceModel model, Session session) {
    return new LogBucket(
        session.aws(),
        clients.s3().apply(session.region()),
        CentralMapper.place(session),
        CentralMapper.bucketName(model, session));
  }

  private LogKeys keys(ResourceModel model, Session session, KeyMode mode) {
    return new LogKeys(
        session,
        clients,
        CentralMapper.place(session),
        CentralMapper.bucketName(model, session),
        mode);
  }

  /**
   * Found by both aliases, which lead to one key or two: the bucket that knows the mode may be
   * gone.
   */
  private LogKeys allKeys(ResourceModel model, Session session) {
    return keys(model, session, KeyMode.TWO_KEYS);
  }
}
