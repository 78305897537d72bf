package org.sessionlogging.fakes.ssm;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.ssm.model.Tag;

/** A document's tags, which come all at once (API reference, ListTagsForResource: no pages). */
interface TagCalls extends SsmClient {

  Reach reach();

  @Override
  default ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return reach()
        .store()
        .look(
            request,
            reach().subject(request.resourceId()),
            state ->
                ListTagsForResourceResponse.builder()
                    .tagList(
                        reach().tagged(state, request.resourceId()).tags.entrySet().stream()
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
            reach().subject(request.resourceId()),
            Reach.PASSING,
            state -> {
              DocumentTags.put(reach().tagged(state, request.resourceId()), request.tags());
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
            reach().subject(request.resourceId()),
            Reach.PASSING,
            state -> {
              reach()
                  .tagged(state, request.resourceId())
                  .tags
                  .keySet()
                  .removeAll(request.tagKeys());
              return RemoveTagsFromResourceResponse.builder().build();
            });
  }
}
