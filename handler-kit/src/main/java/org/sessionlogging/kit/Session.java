package org.sessionlogging.kit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * One invocation of a handler: where it runs, the door to AWS, and what earlier invocations left.
 *
 * @param tags the stack's tags, which CloudFormation hands over beside the resource's own
 */
public record Session(
    String partition,
    String account,
    String region,
    SortedMap<String, String> tags,
    Aws aws,
    Progress progress,
    Consumer<String> log) {

  static Session of(
      ResourceHandlerRequest<?> request, Aws aws, Progress progress, Consumer<String> log) {
    Map<String, String> tags = request.getDesiredResourceTags();
    return new Session(
        request.getAwsPartition(),
        request.getAwsAccountId(),
        request.getRegion(),
        tags == null ? new TreeMap<>() : new TreeMap<>(tags),
        aws,
        progress,
        log);
  }
}
