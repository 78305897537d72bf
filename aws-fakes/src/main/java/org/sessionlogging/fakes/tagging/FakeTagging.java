package org.sessionlogging.fakes.tagging;

import java.util.List;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.kms.KmsState;
import org.sessionlogging.fakes.store.Page;
import org.sessionlogging.fakes.store.Store;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;

/**
 * The tag index of one Region. All filters must hold (API reference, GetResources); keys that wait
 * for their deletion are still in it.
 */
public final class FakeTagging implements ResourceGroupsTaggingApiClient {
  private final Store<KmsState> store;
  private final String region;

  public FakeTagging(Store<KmsState> store, String region) {
    this.store = store;
    this.region = region;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /** ResourcesPerPage and PaginationToken, which is empty on the last page. */
  @Override
  public GetResourcesResponse getResources(GetResourcesRequest request) {
    if (!request.resourceTypeFilters().equals(List.of("kms:key"))) {
      throw new UnsupportedOperationException("Only keys are indexed here.");
    }
    return store.look(
        request,
        region,
        state -> {
          Page<String> page =
              Page.of(found(state, request), request.paginationToken(), request.resourcesPerPage());
          return GetResourcesResponse.builder()
              .resourceTagMappingList(
                  page.as(arn -> ResourceTagMapping.builder().resourceARN(arn).build()))
              .paginationToken(page.truncated() ? page.next() : "")
              .build();
        });
  }

  private List<String> found(KmsState state, GetResourcesRequest request) {
    return state.keys.stream()
        .filter(key -> key.region().equals(region) && passes(key, request))
        .map(key -> key.arn)
        .toList();
  }

  private static boolean passes(FakeKey key, GetResourcesRequest request) {
    return request.tagFilters().stream()
        .allMatch(it -> it.values().contains(key.tags.get(it.key())));
  }
}
