package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** The stacks of one account in one Region, by what they hold. */
record StacksLook(Aws aws, CloudFormationClient cloudFormation) {

  /** How it says that there is no such stack. */
  private static final String ABSENT = "ValidationError";

  /**
   * The resource that a thing is to the stack that holds it, which one call finds by the thing's
   * physical id (API reference, DescribeStackResources). Stacks that were deleted answer for 90
   * days, and have the thing no more.
   */
  Optional<StackResource> holding(String physicalId) {
    return asked(DescribeStackResourcesRequest.builder().physicalResourceId(physicalId).build())
        .flatMap(
            found ->
                found.stackResources().stream()
                    .filter(it -> physicalId.equals(it.physicalResourceId()))
                    .filter(it -> it.resourceStatus() != ResourceStatus.DELETE_COMPLETE)
                    .findFirst());
  }

  /** All resources of a stack, of which the call gives the first 100. */
  List<StackResource> resources(String stackName) {
    return asked(DescribeStackResourcesRequest.builder().stackName(stackName).build())
        .map(DescribeStackResourcesResponse::stackResources)
        .orElseGet(List::of);
  }

  private Optional<DescribeStackResourcesResponse> asked(DescribeStackResourcesRequest request) {
    return aws.find(cloudFormation, request, CloudFormationClient::describeStackResources, ABSENT);
  }
}
