package org.sessionlogging.fakes.ssm;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * The tags of documents and parameters, which come all at once (API reference, ListTagsForResource:
 * no pages).
 */
interface TagCalls extends SsmClient {

  Reach reach();

  @Override
  default ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return reach()
        .store()
        .look(
            request,
            reach().subject(request.resourceTypeAsString(), request.resourceId()),
            state ->
                ListTagsForResourceResponse.builder()
                    .tagList(
                        reach()
                            .tags(state, request.resourceTypeAsString(), request.resourceId())
                            .entrySet()
                            .stream()
                            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()))
                            .map(Tag.Builder::build)
                            .toList())
                    .build());
  }

  @Override
  default AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.resourceTypeAsString(), request.resourceId()),
            Reach.PASSING,
            state -> {
              SsmTags.put(
                  reach().tags(state, request.resourceTypeAsString(), request.resourceId()),
                  request.tags());
              return AddTagsToResourceResponse.builder().build();
            });
  }

  @Override
  default RemoveTagsFromResourceResponse removeTagsFromResource(
      RemoveTagsFromResourceRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.resourceTypeAsString(), request.resourceId()),
            Reach.PASSING,
            state -> {
              reach()
                  .tags(state, request.resourceTypeAsString(), request.resourceId())
                  .keySet()
                  .removeAll(request.tagKeys());
              return RemoveTagsFromResourceResponse.builder().build();
            });
  }
}
