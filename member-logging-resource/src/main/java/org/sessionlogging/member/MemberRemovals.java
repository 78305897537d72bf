package org.sessionlogging.member;

import java.util.List;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.member.document.DocumentRemoval;
import org.sessionlogging.member.parameter.ParameterRemoval;
import org.sessionlogging.member.policy.HeldPolicies;
import org.sessionlogging.member.policy.PolicyRemoval;

/** What a delete takes away, from the identifier alone. */
record MemberRemovals(MemberResource resource) {

  /** Whether any of it exists. */
  boolean any() {
    return resource
            .document()
            .tags()
            .read()
            .filter(marks -> marks.areOurs() || marks.areClaimed())
            .isPresent()
        || resource.held().any()
        || resource.parameter().isOurs()
        || resource.hosts().roleRemoval().isLeft();
  }

  /** Says no to what would be lost with it. */
  void refuseLoss() {
    policies().refuseWhileInUse();
    document().refuseLoss();
  }

  /**
   * The document remembers what Default Host Management was. Preferences that are in force need the
   * permission: the document goes before it. IAM deletes no role that has policies.
   */
  List<Removal> inOrder() {
    return List.of(
        resource.hosts().removal(),
        document(),
        new ParameterRemoval(resource.parameter(), resource.invocation().log()),
        policies(),
        resource.hosts().roleRemoval());
  }

  private PolicyRemoval policies() {
    return new PolicyRemoval(resource.held(), resource.invocation().log());
  }

  private DocumentRemoval document() {
    HeldPolicies held = resource.held();
    return new DocumentRemoval(
        resource.document(), () -> held.inUse().isPresent(), held::proveNoLonger);
  }
}
