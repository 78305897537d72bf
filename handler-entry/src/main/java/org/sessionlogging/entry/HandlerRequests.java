package org.sessionlogging.entry;

import java.util.Map;
import software.amazon.awssdk.regions.GeneratedPartitionMetadataProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.RequestData;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * What a handler is told of an invocation: the same as by the generated entry point. That asks the
 * SDK for the partition in a way that loads a class for each Region and service of AWS, some 400.
 */
public final class HandlerRequests {
  private HandlerRequests() {}

  /**
   * That of an invocation.
   *
   * @param tags of the resource, as the plugin puts them together
   */
  public static <M> ResourceHandlerRequest<M> of(
      HandlerRequest<M, ?, ?> request, Map<String, String> tags) {
    RequestData<M, ?> data = request.getRequestData();
    Region region = Region.of(request.getRegion());
    return ResourceHandlerRequest.<M>builder()
        .clientRequestToken(request.getBearerToken())
        .desiredResourceState(data.getResourceProperties())
        .previousResourceState(data.getPreviousResourceProperties())
        .desiredResourceTags(tags)
        .systemTags(data.getSystemTags())
        .awsAccountId(request.getAwsAccountId())
        .logicalResourceIdentifier(data.getLogicalResourceId())
        .nextToken(request.getNextToken())
        .region(request.getRegion())
        .awsPartition(new GeneratedPartitionMetadataProvider().partitionMetadata(region).id())
        .maxResults(request.getMaxResults())
        .build();
  }
}
