package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.ec2.FakeEndpoint;
import org.sessionlogging.verification.World.Run;

/** The endpoints of a network with managed nodes, in one account and Region. */
class NetworkTest {
  private static final String HERE = World.FIRST + " " + World.HERE + " ";
  private static final String THERE = World.FIRST + " " + World.THERE + " ";

  private final World world = new World();

  private FakeEndpoint endpoint(String region, String service) {
    return world.account(World.FIRST).ec2().endpointsIn(region).get("vpce-" + service);
  }

  private static String only(String action, String resource) {
    return "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\""
        + action
        + "\",\"Resource\":\""
        + resource
        + "\"}]}";
  }

  private Run run() {
    return world.run("--format", "json");
  }

  @Test
  void policyWithoutTheBucketKeepsLogsIn() {
    endpoint(World.HERE, "s3").policy = only("s3:*", "arn:aws:s3:::packages/*");
    Run run = run();

    assertThat(VerifyTest.found(run))
        .containsExactly("FAILURE " + HERE + "endpoints", "FAILURE " + HERE + "endpoints");
    assertThat(run.out())
        .contains(
            "1 s3 endpoint (vpce-s3) whose policy does not let s3:PutObject on arn:aws:s3:::central-logs/",
            "--reset-policy");
  }

  @ParameterizedTest
  @CsvSource({
    "kms, kms:*, arn:aws:kms:eu-central-1:111122223333:key/*, FAILURE",
    "kms, kms:Encrypt, *, FAILURE",
    "ssm, s3:*, *, FAILURE",
    "ssmmessages, ssmmessages:*Channel, *, ",
    "ec2messages, ssm:*, *, WARNING",
    "ssm, ssm:*, arn:aws:ssm:*:*:*, UNPROVEN"
  })
  void policyOfEachServiceIsRead(String service, String action, String resource, String found) {
    endpoint(World.HERE, service).policy = only(action, resource);

    assertThat(VerifyTest.found(run()))
        .isEqualTo(
            found == null
                ? java.util.List.of()
                : java.util.List.of(found + " " + HERE + "endpoints"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "pendingAcceptance"})
  void endpointThatIsNotAvailableIsNamed(String state) {
    endpoint(World.HERE, "kms").state = state;

    assertThat(VerifyTest.found(run())).containsExactly("WARNING " + HERE + "endpoints");
  }

  @Test
  void endpointOnItsWayOutIsNone() {
    endpoint(World.HERE, "kms").state = "deleting";

    assertThat(VerifyTest.found(run())).isEmpty();
  }

  @Test
  void withoutPrivateDnsTheAgentGoesAround() {
    endpoint(World.HERE, "ssmmessages").privateDns = false;
    Run run = run();

    assertThat(VerifyTest.found(run)).containsExactly("WARNING " + HERE + "endpoints");
    assertThat(run.out())
        .contains("1 ssmmessages endpoint (vpce-ssmmessages) with private DNS off");
  }

  @Test
  void gatewayServesBesideAnInterfaceWithoutDns() {
    endpoint(World.HERE, "s3").privateDns = false;
    FakeEndpoint gateway =
        world.account(World.FIRST).ec2().endpoint(World.HERE, "vpce-gateway", "s3");
    gateway.type = "Gateway";
    gateway.privateDns = false;

    assertThat(VerifyTest.found(run())).isEmpty();
  }

  @Test
  void gatewayOfAnotherRegionThanTheBucketsIsATrap() {
    FakeEndpoint gateway = endpoint(World.THERE, "s3");
    gateway.type = "Gateway";
    gateway.privateDns = false;
    gateway.serviceName = "com.amazonaws." + World.THERE + ".s3";
    gateway.serviceRegion = null;
    Run run = run();

    assertThat(VerifyTest.found(run)).containsExactly("WARNING " + THERE + "bucket-region");
    assertThat(run.out())
        .contains(
            "1 network (vpc-1) with endpoints for S3, none of which leads to eu-central-1",
            "a NAT gateway or an interface endpoint",
            "or a bucket in each Region");
  }

  @Test
  void networksWithoutNodesDoNotMatter() {
    FakeEndpoint other = endpoint(World.HERE, "s3");
    other.policy = only("s3:*", "arn:aws:s3:::packages/*");
    other.network = "vpc-other";

    assertThat(VerifyTest.found(run())).isEmpty();
  }

  @Test
  void nodesOutsideOfAwsHaveNoNetworkToLookAt() {
    world.account(World.FIRST).ec2().instancesIn(World.HERE).clear();
    world.account(World.FIRST).ssm().nodesIn(World.HERE).get(World.NODE).role = "app";
    endpoint(World.HERE, "s3").policy = only("s3:*", "arn:aws:s3:::packages/*");

    assertThat(VerifyTest.found(run())).isEmpty();
  }

  @Test
  void textThatIsNoPolicyIsUnknown() {
    endpoint(World.HERE, "kms").policy = "{\"Statement\":";
    Run run = run();

    assertThat(VerifyTest.found(run)).containsExactly("UNPROVEN " + HERE + "endpoints");
    assertThat(run.status()).isEqualTo(2);
  }

  /** What nodes don't go through keeps nothing from them. */
  @Test
  void policyOfAnEndpointBesideTheWayDoesNotMatter() {
    FakeEndpoint other = endpoint(World.HERE, "kms");
    other.policy = only("kms:Encrypt", "*");
    other.privateDns = false;
    Run run = run();

    assertThat(VerifyTest.found(run)).containsExactly("WARNING " + HERE + "endpoints");
    assertThat(run.out()).contains("with private DNS off");
  }
}
