package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.cloudformation.FakeCloudFormation;
import org.sessionlogging.fakes.cloudformation.FakeStackSet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeResponse;
import software.amazon.awssdk.services.cloudformation.model.RegistryType;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;

/** What an account that administers StackSets sees of them, and of the types it has. */
class StackSetsTest {
  private static final String HERE = "eu-west-1";

  private final FakeCloudFormation cloudFormation =
      new FakeAws("111122223333").cloudFormation(HERE);
  private final FakeStackSet members = new FakeStackSet();

  StackSetsTest() {
    cloudFormation.stackSets.put("members", members);
  }

  private static String refusal(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call).awsErrorDetails().errorCode();
  }

  private List<StackInstanceSummary> listed(String name, CallAs callAs, String... statuses) {
    List<StackInstanceFilter> filters =
        List.of(statuses).stream()
            .map(
                it ->
                    StackInstanceFilter.builder()
                        .name(StackInstanceFilterName.DETAILED_STATUS)
                        .values(it)
                        .build())
            .toList();
    return cloudFormation
        .listStackInstancesPaginator(it -> it.stackSetName(name).callAs(callAs).filters(filters))
        .stream()
        .flatMap(it -> it.summaries().stream())
        .toList();
  }

  @Test
  void instancesComePageByPageByNameAndById() {
    IntStream.range(0, 5)
        .forEach(
            it -> members.add("44445555666" + it, HERE, StackInstanceDetailedStatus.PENDING, null));

    assertThat(listed("members", CallAs.DELEGATED_ADMIN)).hasSize(5);
    assertThat(listed("members:1a2b", CallAs.DELEGATED_ADMIN)).hasSize(5);
  }

  @Test
  void filterLeavesTheInstancesOfItsStatus() {
    members.add("444455556666", HERE, StackInstanceDetailedStatus.SUCCEEDED, null);
    members.add("444455556667", HERE, StackInstanceDetailedStatus.FAILED, "no role");
    members.add("444455556668", HERE, StackInstanceDetailedStatus.INOPERABLE, "gone");

    assertThat(listed("members", CallAs.DELEGATED_ADMIN))
        .extracting(StackInstanceSummary::status)
        .containsExactly(
            StackInstanceStatus.CURRENT,
            StackInstanceStatus.OUTDATED,
            StackInstanceStatus.INOPERABLE);
    assertThat(listed("members", CallAs.DELEGATED_ADMIN, "FAILED"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.account()).isEqualTo("444455556667");
              assertThat(it.statusReason()).isEqualTo("no role");
            });
  }

  @Test
  void stackSetsOfTheOrganizationShowToTheirAdministratorAlone() {
    assertThat(refusal(() -> listed("members", CallAs.SELF)))
        .isEqualTo("StackSetNotFoundException");

    cloudFormation.delegated = false;

    assertThat(refusal(() -> listed("members", CallAs.DELEGATED_ADMIN)))
        .isEqualTo("ValidationError");
  }

  @Test
  void stackSetsOfTheAccountShowToItself() {
    members.serviceManaged = false;

    assertThat(listed("members", CallAs.SELF)).isEmpty();
    assertThat(refusal(() -> listed("members", CallAs.DELEGATED_ADMIN)))
        .isEqualTo("StackSetNotFoundException");
  }

  @Test
  void registeredTypeIsDescribed() {
    DescribeTypeResponse type = DescribeTypeResponse.builder().defaultVersionId("00000002").build();
    cloudFormation.types.put("Our::Own::Type", type);

    assertThat(
            cloudFormation.describeType(
                it -> it.type(RegistryType.RESOURCE).typeName("Our::Own::Type")))
        .isEqualTo(type);
  }
}
