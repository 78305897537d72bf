package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.ssm.FakeNode;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;

/** Managed nodes, the instances that they are, and the endpoints of their networks. */
class NodesTest {
  private static final String HERE = "eu-west-1";

  private final FakeAws aws = new FakeAws("111122223333");
  private final SsmClient ssm = aws.ssm(HERE);
  private final Ec2Client ec2 = aws.ec2(HERE);

  private static String refusal(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call).awsErrorDetails().errorCode();
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  @Test
  void nodesComePageByPage() {
    Stream.of("i-1", "i-2", "mi-3").forEach(it -> aws.ssm().nodesIn(HERE).put(it, new FakeNode()));
    aws.ssm().nodesIn(HERE).get("mi-3").role = "plant";

    List<InstanceInformation> nodes = new ArrayList<>();
    ssm.describeInstanceInformationPaginator(it -> it.maxResults(50))
        .forEach(page -> nodes.addAll(page.instanceInformationList()));

    assertThat(nodes)
        .extracting(InstanceInformation::instanceId, InstanceInformation::iamRole)
        .hasToString("[(\"i-1\", null), (\"i-2\", null), (\"mi-3\", \"plant\")]");
    assertThat(aws.ssm("us-east-1").describeInstanceInformation().instanceInformationList())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 51})
  void pagesHaveBounds(int size) {
    assertThat(refusal(() -> ssm.describeInstanceInformation(it -> it.maxResults(size))))
        .isEqualTo("ValidationException");
  }

  @Test
  void instancesAreFoundByIdAndThoseThatAreGoneArePassedOver() {
    aws.ec2().instance(HERE, "i-1").profile = "arn:aws:iam::111122223333:instance-profile/app";
    aws.ec2().instance(HERE, "i-2").network = "vpc-2";
    aws.ec2().instance(HERE, "i-3");

    List<Instance> found = new ArrayList<>();
    ec2.describeInstancesPaginator(
            it -> it.filters(filter("instance-id", "i-1", "i-2", "i-3", "i-gone")))
        .reservations()
        .forEach(it -> found.addAll(it.instances()));

    assertThat(found).extracting(Instance::vpcId).containsExactly("vpc-1", "vpc-2", "vpc-1");
    assertThat(found.get(0).iamInstanceProfile().arn()).endsWith("/app");
    assertThat(found.get(1).iamInstanceProfile()).isNull();
  }

  @Test
  void filtersHaveBounds() {
    String[] many = IntStream.range(0, 201).mapToObj(it -> "i-" + it).toArray(String[]::new);

    assertThat(refusal(() -> ec2.describeInstances(it -> it.filters(filter("instance-id", many)))))
        .isEqualTo("FilterLimitExceeded");
    assertThat(refusal(() -> ec2.describeInstances(it -> it.filters(filter("no-such", "x")))))
        .isEqualTo("InvalidParameterValue");
    assertThat(
            refusal(
                () ->
                    ec2.describeInstances(
                        it -> it.filters(filter("instance-id", "i-1"), filter("vpc-id", "x")))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void endpointsLetEverythingThroughAtFirst() {
    Stream.of("kms", "ssm", "s3").forEach(it -> aws.ec2().endpoint(HERE, "vpce-" + it, it));

    List<VpcEndpoint> found = new ArrayList<>();
    ec2.describeVpcEndpointsPaginator().forEach(page -> found.addAll(page.vpcEndpoints()));

    assertThat(found)
        .extracting(VpcEndpoint::serviceName)
        .containsExactly(
            "com.amazonaws.eu-west-1.kms",
            "com.amazonaws.eu-west-1.s3",
            "com.amazonaws.eu-west-1.ssm");
    assertThat(found).allMatch(it -> it.policyDocument().contains("\"Action\":\"*\""));
    assertThat(ec2.serviceName()).isEqualTo("ec2");
    ec2.close();
  }

  @Test
  void profilesHaveOneRoleOrNoneYet() {
    aws.iam().profiles.put("app", "web");
    aws.iam().profiles.put("new", "");

    assertThat(
            aws.iam(HERE)
                .getInstanceProfile(it -> it.instanceProfileName("app"))
                .instanceProfile()
                .roles())
        .extracting(it -> it.roleName())
        .containsExactly("web");
    assertThat(
            aws.iam(HERE)
                .getInstanceProfile(it -> it.instanceProfileName("new"))
                .instanceProfile()
                .roles())
        .isEmpty();
    assertThat(
            refusal(() -> aws.iam(HERE).getInstanceProfile(it -> it.instanceProfileName("gone"))))
        .isEqualTo("NoSuchEntity");
  }
}
