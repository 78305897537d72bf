package org.sessionlogging.member.policy;

import java.util.Optional;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Part;

/**
 * The policy grants what is declared, and its tags say that this Region needs it and attaches it to
 * these roles, those of before included as long as they have it. Its name follows from its text, so
 * that another Region with the same settings finds it made.
 */
public record PolicyPart(ManagedPolicy handle, MemberLogging logging, MemberKeys keys)
    implements Part<LivePolicy> {

  @Override
  public LivePolicy desired(Optional<LivePolicy> live) {
    String region = logging.place().region();
    PolicyMarks found =
        live.map(LivePolicy::marks)
            .orElseGet(() -> PolicyMarks.ofNew(logging.tags()).forDocument(logging.documentName()));
    RegionMark coming = RegionMark.of(RegionMark.State.COMES, logging.roleNames());
    RegionMark mark =
        found
            .mark(region)
            .map(now -> (now.stays() ? now : now.as(RegionMark.State.COMES)).and(coming))
            .orElse(coming);
    return new LivePolicy(MemberPolicy.of(logging, keys), found.with(region, mark));
  }
}
