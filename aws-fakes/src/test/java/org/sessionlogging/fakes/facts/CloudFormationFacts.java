package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.RegistryType;

/** Types, the stacks that hold a thing, and how CloudFormation says that there is no such. */
abstract class CloudFormationFacts {
  private static final String API =
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/";

  private final AwsUnderTest aws;
  private final CloudFormationClient cloudFormation;

  CloudFormationFacts(AwsUnderTest aws) {
    this.aws = aws;
    this.cloudFormation = aws.cloudFormation(AwsUnderTest.HERE);
  }

  @Test
  @Source(API + "API_DescribeType.html, Errors: TypeNotFoundException")
  void typeThatIsNotRegisteredIsNotFound() {
    assertThat(
            refusal(
                () ->
                    cloudFormation.describeType(
                        it -> it.type(RegistryType.RESOURCE).typeName("Nobody::Has::This"))))
        .isEqualTo("TypeNotFoundException");
  }

  @Test
  @Source(
      API
          + "API_DescribeStackResources.html: PhysicalResourceId; the refusal as it is shown in"
          + " find-CF-stack-for-AWS-resource.sh of Stefan Wuensch: (ValidationError) Stack for ... does"
          + " not exist")
  void thingThatNoStackHoldsLeadsToNone() {
    assertThat(
            refusal(
                () ->
                    cloudFormation.describeStackResources(
                        it -> it.physicalResourceId("SSM-SessionManagerRunShell"))))
        .isEqualTo("ValidationError");
  }

  @Test
  @Source(API + "API_DescribeStackResources.html: PhysicalResourceId, StackName")
  void thingLeadsToItsStackAndTheStackToItsThings() {
    String stack = fresh("facts-stack");
    String parameter = fresh("/facts/parameter");
    aws.stack(stack, parameter);

    assertThat(
            cloudFormation
                .describeStackResources(it -> it.physicalResourceId(parameter))
                .stackResources())
        .singleElement()
        .satisfies(it -> assertThat(it.stackName()).isEqualTo(stack));
    assertThat(cloudFormation.describeStackResources(it -> it.stackName(stack)).stackResources())
        .singleElement()
        .satisfies(it -> assertThat(it.physicalResourceId()).isEqualTo(parameter));
    assertThat(
            refusal(() -> cloudFormation.describeStackResources(it -> it.stackName(stack + "-no"))))
        .isEqualTo("ValidationError");
  }

  @Test
  @Source(API + "API_ListStackInstances.html, Errors: StackSetNotFoundException")
  void stackSetThatDoesNotExistIsNotFound() {
    assertThat(
            refusal(
                () ->
                    cloudFormation.listStackInstances(
                        it -> it.stackSetName("none").callAs(CallAs.SELF))))
        .isEqualTo("StackSetNotFoundException");
  }
}
