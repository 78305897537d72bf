package org.sessionlogging.member.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;

/** The tags of one policy. */
record PolicyTags(MemberPolicies policies, String arn) {

  /** Empty when the policy does not exist. */
  Optional<PolicyMarks> read() {
    return MemberPolicies.pages(this::page, ListPolicyTagsResponse::marker)
        .map(
            pages -> {
              SortedMap<String, String> tags = new TreeMap<>();
              pages.forEach(page -> page.tags().forEach(tag -> tags.put(tag.key(), tag.value())));
              return new PolicyMarks(tags);
            });
  }

  private Optional<ListPolicyTagsResponse> page(String marker) {
    return policies.find(
        ListPolicyTagsRequest.builder().policyArn(arn).marker(marker).build(),
        IamClient::listPolicyTags);
  }

  void add(Map<String, String> tags) {
    if (!tags.isEmpty()) {
      policies.call(
          TagPolicyRequest.builder().policyArn(arn).tags(listed(tags)).build(),
          IamClient::tagPolicy);
    }
  }

  /** Fine when the policy is gone. */
  void put(Map<String, String> tags) {
    policies.find(
        TagPolicyRequest.builder().policyArn(arn).tags(listed(tags)).build(), IamClient::tagPolicy);
  }

  /** Fine when the policy is gone. */
  void remove(Collection<String> keys) {
    if (!keys.isEmpty()) {
      policies.find(
          UntagPolicyRequest.builder().policyArn(arn).tagKeys(keys).build(),
          IamClient::untagPolicy);
    }
  }

  /** Tags as IAM's requests take them. */
  static List<Tag> listed(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
