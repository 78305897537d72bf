package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.cloudformation.FakeCloudFormation;
import org.sessionlogging.fakes.cloudformation.FakeStackSet;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.DeprecatedStatus;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

/** How Member came to an account and Region, and who keeps the document there. */
class DeploymentLookTest {
  private final World world = new World();

  private Run run(String... more) {
    String[] all = new String[more.length + 2];
    System.arraycopy(more, 0, all, 0, more.length);
    all[more.length] = "--format";
    all[more.length + 1] = "json";
    return world.run(all);
  }

  private static String first(String check) {
    return "WARNING " + World.FIRST + " " + World.THERE + " " + check;
  }

  private FakeCloudFormation there() {
    return world.account(World.FIRST).cloudFormation(World.THERE);
  }

  private void rewrite(UnaryOperator<StackResource.Builder> change) {
    there().resources.replaceAll(it -> change.apply(it.toBuilder()).build());
  }

  private void forgetMember() {
    world.document(World.FIRST, World.THERE).tags.clear();
  }

  /** Version ids count registrations of one account and Region, and may differ. */
  @Test
  void samePackageIsTheSameTypeWhateverItsVersionId() {
    there().types.put(World.MEMBER, World.type("00000007", "{ \"typeName\": \"Member\"}"));

    assertThat(run().found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "00000003, version 00000003 of 2026-01-03 is newer than the log account's version 00000002 of 2026-01-02",
    "00000001, version 00000001 of 2026-01-01 is older than the log account's version 00000002 of 2026-01-02"
  })
  void anotherVersionIsNamed(String version, String cause) {
    for (String account : world.accounts.keySet()) {
      for (String region : List.of(World.HERE, World.THERE)) {
        world
            .account(account)
            .cloudFormation(region)
            .types
            .put(World.MEMBER, World.type("00000002", "{\"typeName\":\"Member\"}"));
      }
    }
    there().types.put(World.MEMBER, World.type(version, "{\"typeName\":\"Member\",\"x\":1}"));

    Run run = run();

    assertThat(run.found()).containsExactly(first("registration"));
    assertThat(run.out()).contains(cause.replace(" is ", ", is "));
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deregisteredTypeIsFound(boolean deprecated) {
    if (deprecated) {
      there()
          .types
          .computeIfPresent(
              World.MEMBER,
              (name, it) -> it.toBuilder().deprecatedStatus(DeprecatedStatus.DEPRECATED).build());
    } else {
      there().types.clear();
    }

    Run run = run();

    assertThat(run.found()).containsExactly(first("registration"));
    assertThat(run.out()).contains("it can be neither deployed nor updated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Custom::SessionLoggingMember", "AWS::CloudFormation::CustomResource"})
  void functionNeedsNoType(String resourceType) {
    there().types.clear();
    rewrite(it -> it.resourceType(resourceType));

    assertThat(run().found()).isEmpty();
  }

  @Test
  void typeOfTheLogAccountAloneIsNoMatter() {
    world.archive().cloudFormation(World.HERE).types.clear();

    assertThat(run("--accounts", World.FIRST).found()).isEmpty();
  }

  @Test
  void documentOfAnotherStackIsFound() {
    forgetMember();
    rewrite(it -> it.stackName("baseline").resourceType("AWS::SSM::Document"));

    Run run = run();

    assertThat(run.found()).containsExactly(first("document-owner"));
    assertThat(run.out()).contains("of stack baseline (AWS::SSM::Document)");
  }

  @Test
  void documentOfNobodyIsFound() {
    forgetMember();
    there().resources.clear();

    Run run = run();

    assertThat(run.found()).containsExactly(first("document-owner"));
    assertThat(run.out()).contains("it was made by hand");
  }

  /** Terraform and the Cloud Control API have no stack; a deleted one answers for 90 days. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void memberNeedsNoStack(boolean deleted) {
    if (deleted) {
      rewrite(it -> it.resourceStatus(ResourceStatus.DELETE_COMPLETE));
    } else {
      there().resources.clear();
    }

    assertThat(run().found()).isEmpty();
  }

  @Test
  void stackThatFailedIsFoundWithItsReason() {
    rewrite(
        it -> it.resourceStatus(ResourceStatus.UPDATE_FAILED).resourceStatusReason("No such role"));

    Run run = run();

    assertThat(run.found()).containsExactly(first("stack"));
    assertThat(run.out()).contains("which is UPDATE_FAILED: No such role");
  }

  @Test
  void driftIsFoundAsItWasDetected() {
    rewrite(
        it ->
            it.driftInformation(
                drift -> drift.stackResourceDriftStatus(StackResourceDriftStatus.MODIFIED)));

    Run run = run();

    assertThat(run.found()).containsExactly(first("stack"));
    assertThat(run.out()).contains("found the document MODIFIED");
  }

  @Test
  void stackWithoutDriftInformationIsFine() {
    rewrite(it -> it.driftInformation((StackResourceDriftInformation) null));

    assertThat(run().found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = StackInstanceDetailedStatus.class,
      names = {"FAILED", "CANCELLED", "INOPERABLE", "FAILED_IMPORT"})
  void stackInstanceThatFailedIsFoundWithItsReason(StackInstanceDetailedStatus detail) {
    world.stackSet().instances.removeIf(it -> it.account().equals(World.FIRST));
    world.stackSet().add(World.FIRST, World.HERE, StackInstanceDetailedStatus.SUCCEEDED, null);
    world.stackSet().add(World.FIRST, World.THERE, detail, "Unrecognized resource types");

    Run run = run();

    assertThat(run.found()).containsExactly(first("stack"));
    assertThat(run.out())
        .contains("instance of StackSet logging-members is ")
        .contains("(" + detail + "): Unrecognized resource types");
  }

  /** Of more of them than a page has. */
  @Test
  void allStackInstancesAreLookedAt() {
    world.stackSet().instances.clear();
    for (String account : world.accounts.keySet()) {
      for (String region : List.of(World.HERE, World.THERE)) {
        world.stackSet().add(account, region, StackInstanceDetailedStatus.FAILED, null);
      }
    }

    assertThat(run().found())
        .hasSize(6)
        .allMatch(it -> it.startsWith("WARNING") && it.endsWith(" stack"));
  }

  @Test
  void stackSetOfTheAccountItselfIsFound() {
    world.stackSet().serviceManaged = false;
    world.archive().cloudFormation(World.HERE).delegated = false;
    world.stackSet().add(World.FIRST, World.THERE, StackInstanceDetailedStatus.FAILED, null);

    assertThat(run().found()).containsExactly(first("stack"));
  }

  @Test
  void namedStackSetIsTheOneThatCounts() {
    world.archive().cloudFormation(World.HERE).stackSets.put("other", new FakeStackSet());
    world.stackSet().add(World.FIRST, World.THERE, StackInstanceDetailedStatus.FAILED, null);

    assertThat(run("--stack-set", "other").found()).isEmpty();
    assertThat(run("--stack-set", "logging-members").found()).containsExactly(first("stack"));
  }

  @Test
  void stackSetThatDoesNotShowIsUnknown() {
    world.archive().cloudFormation(World.HERE).delegated = false;

    Run run = run();

    assertThat(run.found())
        .hasSize(6)
        .allMatch(it -> it.startsWith("UNPROVEN") && it.endsWith(" stack"));
    assertThat(run.out()).contains("delegated admin account");
    assertThat(run("--stack-set", "typo").out()).contains("delegated admin account");
  }

  @Test
  void withoutAStackSetNothingIsSaidOfIt() {
    world
        .archive()
        .cloudFormation(World.HERE)
        .resources
        .removeIf(it -> it.resourceType().endsWith("StackSet"));
    world.stackSet().add(World.FIRST, World.THERE, StackInstanceDetailedStatus.FAILED, null);

    assertThat(run().found()).isEmpty();
    world.archive().cloudFormation(World.HERE).resources.clear();
    assertThat(run().found()).isEmpty();
  }

  @Test
  void withoutADocumentItHasNoOwner() {
    world.account(World.FIRST).ssm().documents.remove(World.THERE);

    assertThat(run().found())
        .containsExactly("FAILURE " + World.FIRST + " " + World.THERE + " preferences");
  }

  @ParameterizedTest
  @CsvSource({
    "cloudformation DescribeType, registration",
    "cloudformation DescribeStackResources, stack",
    "cloudformation ListStackInstances, stack",
    "ssm ListTagsForResource, document-owner skipped-roles"
  })
  void whatMayNotBeLookedAtIsUnknown(String call, String checks) {
    for (SdkException fault :
        List.of(
            AwsError.of(403, "AccessDenied", "not authorized"),
            AwsError.of(400, "Throttling", "Rate exceeded"),
            SdkClientException.create("Connection reset"))) {
      world.journal.failAlways(call, fault);

      Run run = run();

      assertThat(run.found())
          .isNotEmpty()
          .allMatch(it -> it.startsWith("UNPROVEN"))
          .allMatch(it -> List.of(checks.split(" ", -1)).contains(it.replaceFirst(".* ", "")));
      assertThat(run.out()).contains(call + " failed: ");
      assertThat(run.status()).isEqualTo(2);
    }
  }

  /** Whether a function stands for the type, and who has the document, its stack alone tells. */
  @Test
  void whatItsStackWouldTellIsUnknownWithoutIt() {
    forgetMember();
    there().types.clear();
    world.journal.failAlways(
        "cloudformation DescribeStackResources", AwsError.of(403, "AccessDenied", "no"));

    assertThat(run("--accounts", World.FIRST, "--regions", World.THERE).found())
        .filteredOn(it -> it.contains(World.FIRST))
        .contains(
            "UNPROVEN " + World.FIRST + " " + World.THERE + " registration",
            "UNPROVEN " + World.FIRST + " " + World.THERE + " document-owner")
        .allMatch(it -> it.startsWith("UNPROVEN"));
  }
}
