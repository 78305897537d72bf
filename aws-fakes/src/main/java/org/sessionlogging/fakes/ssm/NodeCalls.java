package org.sessionlogging.fakes.ssm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;

/** Managed nodes. They register themselves: no call of ours makes one. */
interface NodeCalls extends SsmClient {
  int LEAST = 5;
  int MOST = 50;

  Reach reach();

  /**
   * At least 5 and at most 50 a page are asked for (API reference, DescribeInstanceInformation). Of
   * an instance with a profile it does not tell the role (API reference, InstanceInformation:
   * IamRole).
   */
  @Override
  default DescribeInstanceInformationResponse describeInstanceInformation(
      DescribeInstanceInformationRequest request) {
    Integer limit = request.maxResults();
    if (limit != null && (limit < LEAST || limit > MOST)) {
      throw AwsError.of(400, "ValidationException", "MaxResults is between 5 and 50.");
    }
    return reach()
        .store()
        .look(
            request,
            reach().region(),
            state -> {
              Page<Map.Entry<String, FakeNode>> page =
                  Page.of(
                      List.copyOf(
                          state.nodes.getOrDefault(reach().region(), new TreeMap<>()).entrySet()),
                      request.nextToken(),
                      limit);
              return DescribeInstanceInformationResponse.builder()
                  .instanceInformationList(
                      page.as(
                          it ->
                              InstanceInformation.builder()
                                  .instanceId(it.getKey())
                                  .pingStatus(it.getValue().ping)
                                  .agentVersion(it.getValue().agentVersion)
                                  .iamRole(it.getValue().role)
                                  .build()))
                  .nextToken(page.next())
                  .build();
            });
  }
}
