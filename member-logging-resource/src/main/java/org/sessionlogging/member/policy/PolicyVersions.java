package org.sessionlogging.member.policy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.policy.PolicyDocument;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** The versions of one policy, of which the default one counts. */
record PolicyVersions(MemberPolicies policies, String arn) {

  // IAM user guide, "IAM and AWS STS quotas".
  private static final int MOST = 5;

  /** What the policy grants; empty when it does not exist. */
  Optional<PolicyDocument> text() {
    return policies
        .find(GetPolicyRequest.builder().policyArn(arn).build(), IamClient::getPolicy)
        .flatMap(
            found ->
                policies.find(
                    GetPolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId(found.policy().defaultVersionId())
                        .build(),
                    IamClient::getPolicyVersion))
        // IAM API reference, PolicyVersion: the document is URL-encoded (RFC 3986).
        .map(found -> found.policyVersion().document().replace("+", "%2B"))
        .map(text -> PolicyDocument.parse(URLDecoder.decode(text, StandardCharsets.UTF_8)));
  }

  /** Makes the text the one that counts, again. */
  void restore(PolicyDocument text) {
    List<PolicyVersion> others = others();
    if (others.size() + 1 >= MOST) {
      others.stream().min(Comparator.comparing(PolicyVersion::createDate)).ifPresent(this::delete);
    }
    policies.call(
        CreatePolicyVersionRequest.builder()
            .policyArn(arn)
            .policyDocument(text.json())
            .setAsDefault(true)
            .build(),
        IamClient::createPolicyVersion);
  }

  /** Leaves the one that counts, which goes with the policy only. */
  void deleteOthers() {
    others().forEach(this::delete);
  }

  private void delete(PolicyVersion version) {
    policies.find(
        DeletePolicyVersionRequest.builder().policyArn(arn).versionId(version.versionId()).build(),
        IamClient::deletePolicyVersion);
  }

  private List<PolicyVersion> others() {
    return MemberPolicies.pages(this::page, ListPolicyVersionsResponse::marker)
        .orElse(List.of())
        .stream()
        .flatMap(page -> page.versions().stream())
        .filter(version -> !version.isDefaultVersion())
        .toList();
  }

  private Optional<ListPolicyVersionsResponse> page(String marker) {
    return policies.find(
        ListPolicyVersionsRequest.builder().policyArn(arn).marker(marker).build(),
        IamClient::listPolicyVersions);
  }
}
