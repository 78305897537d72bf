package org.sessionlogging.member.policy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.kit.reconcile.Step;
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

  private static final String NO_ROOM = "LimitExceeded";

  private static final Duration FRESH = Duration.ofMinutes(2);

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

  /**
   * Makes the text the one that counts, again. IAM may go on showing the former one: it is not
   * written twice, which would push out another version each time.
   */
  Step restore(PolicyDocument text) {
    String note = "restored " + arn;
    if (policies.progress().noted(note).isPresent()) {
      return Step.wait(2, "the policy's text to show", FRESH);
    }
    List<PolicyVersion> others = others();
    if (others.size() + 1 >= MOST) {
      // The list may name one that has gone already, which makes no room.
      boolean unused =
          others.stream()
              .sorted(Comparator.comparing(PolicyVersion::createDate))
              .anyMatch(this::delete);
    }
    if (!isWritten(text)) {
      return Step.wait(2, "all versions of the policy to be listed", FRESH);
    }
    policies.progress().note(note, "");
    return Step.DONE;
  }

  /** Empty-handed where there is no room for another version, which shows late. */
  private boolean isWritten(PolicyDocument text) {
    try {
      policies.call(
          CreatePolicyVersionRequest.builder()
              .policyArn(arn)
              .policyDocument(text.json())
              .setAsDefault(true)
              .build(),
          IamClient::createPolicyVersion);
      return true;
    } catch (CallFailed e) {
      if (e.code().equals(NO_ROOM)) {
        return false;
      }
      throw e;
    }
  }

  /** Leaves the one that counts, which goes with the policy only. */
  void deleteOthers() {
    for (PolicyVersion version : others()) {
      boolean unused = delete(version);
    }
  }

  /** Whether it was there. */
  private boolean delete(PolicyVersion version) {
    return policies
        .find(
            DeletePolicyVersionRequest.builder()
                .policyArn(arn)
                .versionId(version.versionId())
                .build(),
            IamClient::deletePolicyVersion)
        .isPresent();
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
