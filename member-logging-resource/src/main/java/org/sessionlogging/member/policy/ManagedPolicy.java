package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedSet;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;

/** One managed policy. Other Regions have tags on it, too. */
public record ManagedPolicy(MemberPolicies policies, String arn) implements Handle<LivePolicy> {

  @Override
  public String name() {
    return "managed policy " + policyName();
  }

  private String policyName() {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  PolicyTags tags() {
    return new PolicyTags(policies, arn);
  }

  private PolicyVersions versions() {
    return new PolicyVersions(policies, arn);
  }

  /** What it is attached to. */
  public PolicyAttachments attachments() {
    return new PolicyAttachments(policies, arn);
  }

  /** Roles that a Region has attached it to because RoleNames names them, and that have it. */
  public SortedSet<String> roleNames(String region) {
    return attachments()
        .all()
        .toSomeOf(
            role ->
                tags()
                    .read()
                    .flatMap(marks -> marks.mark(region))
                    .filter(mark -> mark.declares(role))
                    .isPresent());
  }

  @Override
  public Optional<LivePolicy> read() {
    return marks().flatMap(marks -> text().map(text -> new LivePolicy(text, marks)));
  }

  /** What its tags say; empty when it does not exist. */
  public Optional<PolicyMarks> marks() {
    return tags().read();
  }

  /** What it grants; likewise. */
  public Optional<PolicyDocument> text() {
    return versions().text();
  }

  @Override
  public Step write(LivePolicy value, Optional<LivePolicy> live) {
    if (live.isEmpty()) {
      create(value);
      return Step.wait(1, "the new policy to be known everywhere in IAM");
    }
    LivePolicy now = live.get();
    TagDifference difference = TagDifference.between(now.marks().all(), value.marks().all());
    tags().remove(difference.surplus());
    tags().add(difference.missing());
    return now.text().equals(value.text()) ? Step.DONE : versions().restore(value.text());
  }

  private void create(LivePolicy value) {
    policies.call(
        CreatePolicyRequest.builder()
            .path(policies.path())
            .policyName(policyName())
            .description("Lets instances write their Session Manager logs; kept by Session Logging")
            .policyDocument(value.text().json())
            .tags(PolicyTags.listed(value.marks().all()))
            .build(),
        IamClient::createPolicy);
  }

  /** Deletes it with all of its versions, which IAM wants gone first; fine when it is gone. */
  void delete() {
    versions().deleteOthers();
    policies.find(DeletePolicyRequest.builder().policyArn(arn).build(), IamClient::deletePolicy);
  }
}
