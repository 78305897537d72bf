package org.sessionlogging.fakes;

import java.util.List;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;

/**
 * The tag index of one Region. All filters must hold (API reference, GetResources); keys that wait
 * for their deletion are still in it.
 */
public final class FakeTagging implements ResourceGroupsTaggingApiClient {
  private final FakeKmsWorld world;
  private final String region;

  public FakeTagging(FakeKmsWorld world, String region) {
    this.world = world;
    this.region = region;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public GetResourcesResponse getResources(GetResourcesRequest request) {
    if (!request.resourceTypeFilters().equals(List.of("kms:key"))) {
      throw new UnsupportedOperationException("Only keys are indexed here.");
    }
    return GetResourcesResponse.builder()
        .resourceTagMappingList(
            world.keys.stream()
                .filter(key -> world.indexed && key.region.equals(region))
                .filter(
                    key ->
                        request.tagFilters().stream()
                            .allMatch(it -> it.values().contains(key.tags.get(it.key()))))
                .map(key -> ResourceTagMapping.builder().resourceARN(key.arn).build())
                .toList())
        .build();
  }
}
