package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.DeploymentFacts;
import org.sessionlogging.domain.judgement.DeploymentFacts.HoldingStack;
import org.sessionlogging.domain.judgement.DeploymentFacts.RegisteredType;
import org.sessionlogging.domain.judgement.DeploymentJudgement;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.MemberLogging;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DeprecatedStatus;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeResponse;
import software.amazon.awssdk.services.cloudformation.model.RegistryType;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** How Member came to one account and Region: the document's tags, its stack, the type. */
record DeploymentLook(Visit visit) {
  private static final String MEMBER = "SessionManager::Logging::Member";

  List<Finding> findings() {
    return DeploymentJudgement.of(
        new DeploymentFacts(
            visit.place(),
            new DocumentLook(visit, MemberLogging.PREFERENCES_DOCUMENT).tags(),
            stack(),
            type(visit.aws(), visit.cloudFormation()),
            type(visit.own(), visit.clients().cloudFormation().apply(visit.log().place().region())),
            visit.unlike()));
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

  private static Shown<RegisteredType> type(Aws aws, CloudFormationClient cloudFormation) {
    return Asking.shown(
        () ->
            aws.find(
                    cloudFormation,
                    DescribeTypeRequest.builder()
                        .type(RegistryType.RESOURCE)
                        .typeName(MEMBER)
                        .build(),
                    CloudFormationClient::describeType,
                    "TypeNotFoundException")
                .filter(Predicate.not(it -> it.deprecatedStatus() == DeprecatedStatus.DEPRECATED))
                .map(DeploymentLook::described));
  }

  private static RegisteredType described(DescribeTypeResponse found) {
    return new RegisteredType(
        found.defaultVersionId(),
        found.timeCreated(),
        Optional.ofNullable(found.schema()).flatMap(Json::parse).orElseGet(Json::object));
  }
}
