package org.sessionlogging.central;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sessionlogging.central.bucket.BucketAccessLog;
import org.sessionlogging.central.bucket.BucketEncryption;
import org.sessionlogging.central.bucket.BucketLifecycle;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketObjectLock;
import org.sessionlogging.central.bucket.BucketOwnership;
import org.sessionlogging.central.bucket.BucketPolicySetting;
import org.sessionlogging.central.bucket.BucketTags;
import org.sessionlogging.central.bucket.BucketVersioning;
import org.sessionlogging.central.bucket.EventBridgeDelivery;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.PublicAccessBlock;
import org.sessionlogging.central.keys.KeysAhead;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.kit.reconcile.Handle;

/**
 * What an operation asks of AWS in any case, asked ahead: code that reads one thing after the other
 * then finds the answers there. Nothing is decided here.
 */
record CentralAhead(CentralResource resource) {

  /** What a read shows: that of the bucket, whose tags tell which keys there are; then theirs. */
  void ofRead() {
    ask(ofBucket(shown()));
    resource
        .root()
        .read()
        .flatMap(BucketMarks::keyMode)
        .map(mode -> new KeysAhead(resource.keys(mode, GivenKeys.NONE)))
        .ifPresent(
            keys -> {
              ask(keys.aliases().stream());
              ask(keys.behindAliases().stream(), keys.replicasBehindAliases().stream());
            });
  }

  /** What an update compares. */
  void ofUpdate(CentralLogging logging, OwnOrganization organization) {
    KeysAhead keys = new KeysAhead(resource.keys(logging.keys()));
    ask(
        ofBucket(tags()),
        keys.inFull().stream(),
        keys.replicas(logging.replicaRegions()).stream(),
        Stream.of(organization::look),
        ofBucket(shown()),
        ofBucket(compared()));
  }

  /** What a creation asks before it has made anything. */
  void ofNothingYet(CentralLogging logging, OwnOrganization organization) {
    KeysAhead keys = new KeysAhead(resource.keys(logging.keys()));
    ask(
        keys.names().stream(),
        keys.replicas(logging.replicaRegions()).stream(),
        Stream.of(organization::look, resource.bucket()::look));
  }

  /** What a creation asks when it is about to make the bucket. */
  void ofBucketToCome() {
    ask(ofBucket(tags()), Stream.of(resource.bucket()::look));
  }

  /** What a creation compares once the bucket is there. */
  void ofCreation(CentralLogging logging, Optional<String> request) {
    KeysAhead keys = new KeysAhead(resource.keys(logging.keys()));
    ask(
        ofBucket(tags()),
        request.stream().flatMap(it -> keys.strays(it).stream()),
        keys.inFull().stream(),
        ofBucket(shown()),
        ofBucket(compared()),
        Stream.of(resource.bucket().listed().handle()::read));
  }

  /** They name the given keys, which is asked of whatever an alias leads to. */
  private Stream<Handle<?>> tags() {
    return Stream.of(new BucketTags(resource.bucket()));
  }

  private Stream<Handle<?>> shown() {
    LogBucket bucket = resource.bucket();
    return Stream.of(
        new BucketTags(bucket),
        new BucketEncryption(bucket),
        new BucketPolicySetting(bucket),
        new BucketVersioning(bucket),
        new BucketObjectLock(bucket),
        new BucketLifecycle(bucket),
        new BucketAccessLog(bucket),
        new EventBridgeDelivery(bucket));
  }

  private Stream<Handle<?>> compared() {
    LogBucket bucket = resource.bucket();
    return Stream.of(new PublicAccessBlock(bucket), new BucketOwnership(bucket));
  }

  private static Stream<Supplier<?>> ofBucket(Stream<Handle<?>> settings) {
    return settings.map(it -> it::read);
  }

  @SafeVarargs
  private void ask(Stream<Supplier<?>>... questions) {
    List<Supplier<?>> all = new ArrayList<>();
    for (Stream<Supplier<?>> some : questions) {
      some.forEach(all::add);
    }
    resource.invocation().aws().ahead(all);
  }
}
