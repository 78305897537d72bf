package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.judgement.DeploymentFacts;
import org.sessionlogging.domain.judgement.DeploymentFacts.HoldingStack;
import org.sessionlogging.domain.judgement.DeploymentJudgement;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.MemberLogging;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** How Member came to one account and Region: the document's tags, its stack, the type. */
record DeploymentLook(Visit visit) {
  List<Finding> findings() {
    return DeploymentJudgement.of(
        new DeploymentFacts(
            visit.place(),
            new DocumentLook(visit, MemberLogging.PREFERENCES_DOCUMENT).tags(),
            stack(),
            new TypeLook(visit.aws(), visit.cloudFormation()).member(),
            visit.ground().type(),
            visit.ground().unlike()));
  }

  private Shown<HoldingStack> stack() {
    return Asking.shown(
        () ->
            new StacksLook(visit.aws(), visit.cloudFormation())
                .holding(MemberLogging.PREFERENCES_DOCUMENT)
                .map(DeploymentLook::described));
  }

  private static HoldingStack described(StackResource found) {
    return new HoldingStack(
        found.stackName(),
        found.resourceType(),
        found.resourceStatusAsString(),
        Optional.ofNullable(found.resourceStatusReason()).orElse(""),
        Optional.ofNullable(found.driftInformation())
            .map(it -> it.stackResourceDriftStatusAsString())
            .orElse(""));
  }
}
