package org.sessionlogging.fakes.cloudformation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** CloudFormation of one account in one Region. */
public final class FakeCloudFormation implements CloudFormationClient {
  /** What DescribeType says of the default version of each registered type, by name. */
  public final SortedMap<String, DescribeTypeResponse> types = new TreeMap<>();

  /** The resources of all stacks. */
  public final List<StackResource> resources = new ArrayList<>();

  /** By name. */
  public final SortedMap<String, FakeStackSet> stackSets = new TreeMap<>();

  /** Whether the account is a delegated administrator of the organization's StackSets. */
  public boolean delegated = true;

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /**
   * Of the default version. A deregistered type is not found, or is said to be DEPRECATED (API
   * reference, DescribeType: DeprecatedStatus).
   */
  @Override
  public DescribeTypeResponse describeType(DescribeTypeRequest request) {
    DescribeTypeResponse found = types.get(request.typeName());
    if (found == null) {
      throw AwsError.of(
          404, "TypeNotFoundException", "The type '" + request.typeName() + "' cannot be found.");
    }
    return found;
  }

  /**
   * By a stack's name all of its resources. By a physical id the API reference says the same of the
   * stack that the resource belongs to, and users get that resource alone
   * (aws-cloudformation/cloudformation-coverage-roadmap#998): so it is here.
   */
  @Override
  public DescribeStackResourcesResponse describeStackResources(
      DescribeStackResourcesRequest request) {
    String stack = request.stackName();
    List<StackResource> found =
        resources.stream()
            .filter(
                it ->
                    stack == null
                        ? request.physicalResourceId().equals(it.physicalResourceId())
                        : stack.equals(it.stackName()))
            .toList();
    if (found.isEmpty()) {
      throw AwsError.of(
          400,
          "ValidationError",
          stack == null
              ? "Stack for " + request.physicalResourceId() + " does not exist"
              : "Stack with id " + stack + " does not exist");
    }
    return DescribeStackResourcesResponse.builder().stackResources(found).build();
  }

  /**
   * By the StackSet's name or id. A filter holds one value; of an organization's StackSets a member
   * account sees some only as a delegated administrator that says so (API reference,
   * ListStackInstances: CallAs; StackInstanceFilter).
   */
  @Override
  public ListStackInstancesResponse listStackInstances(ListStackInstancesRequest request) {
    boolean forOrganization = request.callAs() == CallAs.DELEGATED_ADMIN;
    if (forOrganization && !delegated) {
      throw AwsError.of(
          400,
          "ValidationError",
          "You must be the management account or delegated admin account of an organization before operating a"
              + " SERVICE_MANAGED stack set");
    }
    String name = request.stackSetName().replaceFirst(":.*", "");
    FakeStackSet found = stackSets.get(name);
    if (found == null || found.serviceManaged != forOrganization) {
      throw AwsError.of(404, "StackSetNotFoundException", "StackSet " + name + " not found");
    }
    List<StackInstanceSummary> passing =
        found.instances.stream()
            .filter(
                instance ->
                    request.filters().stream()
                        .allMatch(
                            it ->
                                it.values()
                                    .equals(
                                        instance.stackInstanceStatus().detailedStatusAsString())))
            .toList();
    Page<StackInstanceSummary> page = Page.of(passing, request.nextToken(), request.maxResults());
    return ListStackInstancesResponse.builder()
        .summaries(page.items())
        .nextToken(page.next())
        .build();
  }
}
