package org.sessionlogging.member.policy;

import java.util.Optional;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Part;

/**
 * The policy grants what is declared, and its tags say that this Region uses it. Its name follows
 * from its text, so that another Region with the same settings finds it made.
 */
public record PolicyPart(ManagedPolicy handle, MemberLogging logging) implements Part<LivePolicy> {

  @Override
  public LivePolicy desired(Optional<LivePolicy> live) {
    PolicyMarks found = live.map(LivePolicy::marks).orElse(PolicyMarks.NONE);
    return new LivePolicy(
        MemberPolicy.of(logging),
        found.with(
            PolicyMarks.of(logging.documentName(), logging.place().region(), logging.roleNames())));
  }
}
