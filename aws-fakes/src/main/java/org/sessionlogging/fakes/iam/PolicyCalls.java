package org.sessionlogging.fakes.iam;

import java.util.List;
import java.util.Set;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/** A managed policy's life and tags. */
interface PolicyCalls extends IamClient {

  Reach reach();

  @Override
  default CreatePolicyResponse createPolicy(CreatePolicyRequest request) {
    String path = request.path() == null ? "/" : request.path();
    String arn = "arn:aws:iam::" + reach().account() + ":policy" + path + request.policyName();
    PolicyTexts.refuseLong(request.policyDocument());
    return reach()
        .store()
        .write(
            request,
            arn,
            Set.of(),
            state -> {
              if (state.policies.containsKey(arn)) {
                throw AwsError.of(
                    409, "EntityAlreadyExists", "A policy called that already exists.");
              }
              FakePolicy policy = new FakePolicy(arn);
              IamTags.put(policy.tags, request.tags());
              policy.write(request.policyDocument());
              state.policies.put(arn, policy);
              return CreatePolicyResponse.builder().policy(it -> it.arn(arn)).build();
            });
  }

  @Override
  default GetPolicyResponse getPolicy(GetPolicyRequest request) {
    return reach()
        .look(
            request,
            request.policyArn(),
            policy ->
                GetPolicyResponse.builder()
                    .policy(it -> it.arn(policy.arn).defaultVersionId("v" + policy.defaultVersion))
                    .build());
  }

  /** What is attached, or has other versions, stays (API reference, DeletePolicy). */
  @Override
  default DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
    return reach()
        .write(
            request,
            request.policyArn(),
            DeletePolicyResponse.builder().build(),
            (state, policy) -> {
              if (!state.rolesOf(policy.arn).isEmpty()
                  || !policy.users.isEmpty()
                  || !policy.groups.isEmpty()) {
                throw AwsError.of(
                    409, "DeleteConflict", "Cannot delete a policy attached to entities.");
              }
              if (policy.versions.size() > 1) {
                throw AwsError.of(
                    409,
                    "DeleteConflict",
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions.");
              }
              state.policies.remove(policy.arn);
            });
  }

  /** PathPrefix, MaxItems and Marker (API reference, ListPolicies). */
  @Override
  default ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
    String begin = "arn:aws:iam::" + reach().account() + ":policy" + request.pathPrefix();
    return reach()
        .store()
        .look(
            request,
            request.pathPrefix(),
            state -> {
              List<String> arns =
                  state.policies.keySet().stream().filter(arn -> arn.startsWith(begin)).toList();
              Page<String> page = Page.of(arns, request.marker(), request.maxItems());
              return ListPoliciesResponse.builder()
                  .policies(page.as(arn -> Policy.builder().arn(arn).build()))
                  .isTruncated(page.truncated())
                  .marker(page.next())
                  .build();
            });
  }

  /** MaxItems and Marker (API reference, ListPolicyTags). */
  @Override
  default ListPolicyTagsResponse listPolicyTags(ListPolicyTagsRequest request) {
    return reach()
        .look(
            request,
            request.policyArn(),
            policy -> {
              Page<String> page =
                  Page.of(List.copyOf(policy.tags.keySet()), request.marker(), request.maxItems());
              return ListPolicyTagsResponse.builder()
                  .tags(page.as(key -> Tag.builder().key(key).value(policy.tags.get(key)).build()))
                  .isTruncated(page.truncated())
                  .marker(page.next())
                  .build();
            });
  }

  @Override
  default TagPolicyResponse tagPolicy(TagPolicyRequest request) {
    return reach()
        .write(
            request,
            request.policyArn(),
            TagPolicyResponse.builder().build(),
            (state, policy) -> IamTags.put(policy.tags, request.tags()));
  }

  @Override
  default UntagPolicyResponse untagPolicy(UntagPolicyRequest request) {
    return reach()
        .write(
            request,
            request.policyArn(),
            UntagPolicyResponse.builder().build(),
            (state, policy) -> policy.tags.keySet().removeAll(request.tagKeys()));
  }
}
