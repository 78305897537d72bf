package org.sessionlogging.kit.contract;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.kit.reconcile.Progress;
import software.amazon.awssdk.regions.GeneratedPartitionMetadataProvider;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * One invocation of a handler: where it runs, the door to AWS, and what earlier invocations left.
 *
 * @param stackTags the stack's tags, which CloudFormation hands over beside the resource's own;
 *     without its system tags, whose keys begin with {@code aws:} and can be set by AWS alone
 * @param requestMark what a creation marks its first thing with: the same however often the request
 *     is delivered, and of no use to whoever reads it
 * @param wayBack whether an update goes back to what was there before a failed one
 */
public record Invocation(
    String partition,
    String account,
    String region,
    SortedMap<String, String> stackTags,
    Optional<String> requestMark,
    BooleanSupplier wayBack,
    Aws aws,
    Progress progress,
    Consumer<String> log) {

  /**
   * The form in which a type keeps where it runs.
   *
   * @param <P> the type's own record
   */
  public interface Place<P> {
    P of(String partition, String account, String region, String dnsSuffix);
  }

  static Invocation of(
      ResourceHandlerRequest<?> request, Aws aws, Progress progress, Consumer<String> log) {
    SortedMap<String, String> tags = new TreeMap<>();
    if (request.getDesiredResourceTags() != null) {
      tags.putAll(request.getDesiredResourceTags());
    }
    tags.keySet().removeIf(key -> key.startsWith("aws:"));
    String token = request.getClientRequestToken();
    return new Invocation(
        request.getAwsPartition(),
        request.getAwsAccountId(),
        request.getRegion(),
        tags,
        token == null
            ? Optional.empty()
            : Optional.of(
                UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8)).toString()),
        () -> Boolean.TRUE.equals(request.getRollback()),
        aws,
        progress,
        log);
  }

  /** The same, where it is seen otherwise whether it goes back. */
  Invocation seenBy(BooleanSupplier otherWayBack) {
    return new Invocation(
        partition, account, region, stackTags, requestMark, otherWayBack, aws, progress, log);
  }

  /**
   * Whether it is a rollback, to what was there before: it may not fail for what no stack mends.
   */
  public boolean goesBack() {
    return wayBack.getAsBoolean();
  }

  /**
   * Where it runs; the ending of its services' host names is what the SDK knows of the partition.
   */
  public <P> P place(Place<P> form) {
    return form.of(
        partition,
        account,
        region,
        new GeneratedPartitionMetadataProvider().partitionMetadata(partition).dnsSuffix());
  }
}
