package org.sessionlogging.verification.look;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.DeploymentFacts.StackInstance;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.Place;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;

/**
 * The StackSet that deploys Member, as its administrator sees it: the log account, for itself or
 * for the organization, in the bucket's Region.
 *
 * @param archive the log account, and the bucket's Region
 */
public record StackSetLook(
    Aws aws, CloudFormationClient cloudFormation, Place archive, String bucketName) {
  private static final String STACK_SET = "AWS::CloudFormation::StackSet";
  private static final String ABSENT = "StackSetNotFoundException";

  /** Those that an instance stays in which is not as the StackSet says (API reference). */
  private static final List<StackInstanceDetailedStatus> UNLIKE =
      List.of(
          StackInstanceDetailedStatus.FAILED,
          StackInstanceDetailedStatus.CANCELLED,
          StackInstanceDetailedStatus.INOPERABLE,
          StackInstanceDetailedStatus.FAILED_IMPORT);

  /**
   * Its instances that are not as it says, asked for by their status: of 85,000 nearly all are
   * fine.
   *
   * @param named by whoever asks; else it is what the stack of the bucket holds beside it
   */
  public Shown<Map<Place, StackInstance>> unlike(Optional<String> named) {
    return Asking.shown(() -> named.or(this::besideTheBucket).map(this::instances));
  }

  private Optional<String> besideTheBucket() {
    StacksLook stacks = new StacksLook(aws, cloudFormation);
    return stacks
        .holding(bucketName)
        .flatMap(
            bucket ->
                stacks.resources(bucket.stackName()).stream()
                    .filter(it -> it.resourceType().equals(STACK_SET))
                    .map(it -> it.physicalResourceId())
                    .findFirst());
  }

  private Map<Place, StackInstance> instances(String stackSet) {
    Map<Place, StackInstance> instances = new HashMap<>();
    CallAs caller = administrator(stackSet);
    UNLIKE.stream()
        .flatMap(status -> instances(stackSet, caller, status))
        .forEach(it -> instances.put(place(it), instance(stackSet, it)));
    return instances;
  }

  /**
   * A StackSet of the organization shows to a delegated administrator alone that says what it is,
   * all others to whoever says nothing (API reference, ListStackInstances: CallAs).
   */
  private CallAs administrator(String stackSet) {
    return aws.find(
                cloudFormation,
                request(stackSet, CallAs.SELF, UNLIKE.get(0), null),
                CloudFormationClient::listStackInstances,
                ABSENT)
            .isPresent()
        ? CallAs.SELF
        : CallAs.DELEGATED_ADMIN;
  }

  private Stream<StackInstanceSummary> instances(
      String stackSet, CallAs caller, StackInstanceDetailedStatus status) {
    return Pages.of(
            token ->
                aws.call(
                    cloudFormation,
                    request(stackSet, caller, status, token),
                    CloudFormationClient::listStackInstances),
            ListStackInstancesResponse::nextToken)
        .flatMap(page -> page.summaries().stream());
  }

  private static ListStackInstancesRequest request(
      String stackSet, CallAs caller, StackInstanceDetailedStatus status, String token) {
    return ListStackInstancesRequest.builder()
        .stackSetName(stackSet)
        .callAs(caller)
        .filters(
            StackInstanceFilter.builder()
                .name(StackInstanceFilterName.DETAILED_STATUS)
                .values(status.toString())
                .build())
        .nextToken(token)
        .build();
  }

  private Place place(StackInstanceSummary found) {
    return new Place(archive.partition(), found.account(), found.region(), archive.dnsSuffix());
  }

  private static StackInstance instance(String stackSet, StackInstanceSummary found) {
    return new StackInstance(
        stackSet.replaceFirst(":.*", ""),
        found.statusAsString() + " (" + found.stackInstanceStatus().detailedStatusAsString() + ")",
        Optional.ofNullable(found.statusReason()).orElse(""));
  }
}
