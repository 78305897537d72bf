package org.sessionlogging.verification.look;

import java.util.List;
import org.sessionlogging.domain.judgement.Finding;

/** One source of facts about an account in one Region. */
public interface Look {
  /** All that are taken there. */
  List<Look> ALL =
      List.of(
          visit -> new SessionLook(visit).findings(),
          visit -> new DeploymentLook(visit).findings(),
          visit -> new SkippedRolesLook(visit).findings(),
          visit -> new OtherDocumentsLook(visit).findings(),
          visit -> new NodesLook(visit).findings(),
          visit -> new NetworkLook(visit).findings(),
          visit -> new LogsLook(visit).findings(),
          visit -> new CanaryLook(visit).findings());

  /** What they mean, at least one finding for each check that applies. */
  List<Finding> findings(Visit visit);
}
