package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The managed policy: what it grants, and the tags that say which Regions use it. Its name follows
 * from its text, so that another Region with the same settings finds it made.
 */
public final class PolicyPart implements Part<PolicyPart.Policy> {

  /** Text and those of its tags that are asked for here. */
  record Policy(PolicyDocument text, SortedMap<String, String> tags) {}

  private final MemberPolicies policies;
  private final PolicyChanges changes;
  private final MemberLogging logging;
  private final String name;

  public PolicyPart(MemberPolicies policies, PolicyChanges changes, MemberLogging logging) {
    this.policies = policies;
    this.changes = changes;
    this.logging = logging;
    this.name = MemberPolicy.name(logging);
  }

  @Override
  public String name() {
    return "managed policy " + name;
  }

  @Override
  public Optional<Policy> live() {
    return policies
        .find(name)
        .flatMap(
            found ->
                policies.text(found.arn()).map(text -> new Policy(text, askedFor(found.tags()))));
  }

  /** Other Regions have tags of their own on the policy. */
  private SortedMap<String, String> askedFor(SortedMap<String, String> tags) {
    SortedMap<String, String> some = new TreeMap<>(tags);
    some.keySet().retainAll(tags().keySet());
    return some;
  }

  @Override
  public Policy desired() {
    return new Policy(MemberPolicy.of(logging), tags());
  }

  private SortedMap<String, String> tags() {
    return PolicyTags.of(logging.documentName(), logging.place().region(), logging.roleNames());
  }

  @Override
  public Step put(Policy desired, Optional<Policy> live) {
    if (live.isEmpty()) {
      changes.create(policies.path(), name, desired.text(), desired.tags());
      return Step.wait(1, "the new policy to be known everywhere in IAM");
    }
    String arn = policies.arn(name);
    if (!live.get().tags().equals(desired.tags())) {
      changes.tag(arn, desired.tags());
    }
    if (!live.get().text().equals(desired.text())) {
      changes.restore(arn, desired.text());
    }
    return Step.DONE;
  }
}
