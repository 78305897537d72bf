package org.sessionlogging.verification.look;

import java.util.Optional;
import java.util.function.Predicate;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.DeploymentFacts.RegisteredType;
import org.sessionlogging.domain.judgement.Shown;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DeprecatedStatus;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeResponse;
import software.amazon.awssdk.services.cloudformation.model.RegistryType;

/** The type Member as it is registered in one account and Region. */
record TypeLook(Aws aws, CloudFormationClient cloudFormation) {
  private static final String MEMBER = "SessionManager::Logging::Member";

  /** Its default version; empty where there is none that can be used. */
  Shown<RegisteredType> member() {
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
                .map(TypeLook::described));
  }

  private static RegisteredType described(DescribeTypeResponse found) {
    return new RegisteredType(
        found.defaultVersionId(),
        found.timeCreated(),
        Optional.ofNullable(found.schema()).flatMap(Json::parse).orElseGet(Json::object));
  }
}
