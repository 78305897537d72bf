package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.required;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** A member in whose account no preferences were saved before. */
class CreatedDocumentTest {
  private final World world = new World();

  @Test
  void whatWasCreatedReadsAsDeclared() {
    ResourceModel declared =
        model().toBuilder()
            .accountPrefix("ENFORCED")
            .defaultHostManagement("USE_IF_ON")
            .logPrefix("sessions/prod")
            .keyPrefix(World.ACCOUNT + "/somewhere")
            .s3EncryptionEnabled(false)
            .cloudWatch(CloudWatch.builder().logGroupName("/ssm/sessions").build())
            .runAs(RunAs.builder().enabled(true).defaultUser("ssm-user").build())
            .idleSessionTimeout(15)
            .maxSessionDuration(600)
            .shellProfile(ShellProfile.builder().linux("exec bash").windows("cd \\").build())
            .tags(Set.of(tag("team", "platform")))
            .build();

    ResourceModel created = succeeded(world.here.create(declared));

    assertThat(succeeded(world.here.read(identifier()))).isEqualTo(created);
    assertThat(created)
        .isEqualTo(
            declared.toBuilder()
                .documentName(World.PREFERENCES)
                .cloudWatch(
                    CloudWatch.builder()
                        .logGroupName("/ssm/sessions")
                        .encryptionEnabled(false)
                        .streamingEnabled(false)
                        .build())
                .policyArn(world.iam.policies.firstKey())
                .skippedRoleNames(Set.of())
                .documentVersion("1")
                .build());
  }

  @Test
  void defaultsAreAccountAndRegionAsPrefixAndTheKeyOfTheOwnRegion() {
    succeeded(world.here.create(required()));

    assertThat(world.document().latestText())
        .contains("\"s3KeyPrefix\":\"111122223333/eu-west-1\"")
        .contains("\"kmsKeyId\":\"" + World.SESSION_KEY.replace("eu-central-1", "eu-west-1"))
        .contains("\"idleSessionTimeout\":\"20\"")
        .contains("\"s3EncryptionEnabled\":true");
    ResourceModel read = succeeded(world.here.read(identifier()));
    assertThat(read.getSessionKeyArn()).isEqualTo(World.SESSION_KEY);
    assertThat(read.getAccountPrefix()).isEqualTo("ENFORCED");
    assertThat(read.getRoleNames()).isEmpty();
    assertThat(read.getTags()).isEmpty();
  }

  @Test
  void anotherDocumentNameMakesADocumentOfItsOwn() {
    world.add(World.PREFERENCES, "{}");
    ResourceModel named = required().toBuilder().documentName("Operators").build();

    succeeded(world.here.create(named));

    assertThat(world.documents()).containsOnlyKeys(World.PREFERENCES, "Operators");
    assertThat(world.document().versions).hasSize(1);
  }

  @Test
  void theDocumentIsWrittenWhenTheRolesHaveThePermission() {
    succeeded(world.here.create(model()));

    assertThat(world.journal.writes())
        .containsExactly(
            "iam CreatePolicy",
            "iam AttachRolePolicy",
            "iam AttachRolePolicy",
            "ssm CreateDocument",
            "iam TagPolicy",
            "ssm PutParameter",
            // What was proven is remembered last.
            "ssm AddTagsToResource");
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    succeeded(world.here.create(model()));
    world.journal.forget();

    succeeded(world.here.update(model(), model()));

    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void aSecondResourceForTheSameDocumentIsRefused() {
    succeeded(world.here.create(model()));
    String before = world.picture();

    failed(world.here.create(model()), HandlerErrorCode.AlreadyExists);

    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void whatIsNoLongerDeclaredGoesWithAnUpdate() {
    ResourceModel before =
        model().toBuilder()
            .cloudWatch(CloudWatch.builder().logGroupName("/ssm/sessions").build())
            .maxSessionDuration(60)
            .logPrefix("sessions")
            .tags(Set.of(tag("team", "platform")))
            .build();
    succeeded(world.here.create(before));

    ResourceModel after = succeeded(world.here.update(before, required()));

    assertThat(after.getCloudWatch()).isNull();
    assertThat(after.getMaxSessionDuration()).isNull();
    assertThat(after.getLogPrefix()).isNull();
    assertThat(after.getTags()).isEmpty();
    assertThat(after.getRoleNames()).isEmpty();
    assertThat(after.getDocumentVersion()).isEqualTo("2");
    assertThat(world.document().defaultVersion).isEqualTo(2);
    assertThat(world.attached()).allMatch(Set::isEmpty);
  }

  @Test
  void anotherDocumentNameIsAnotherResource() {
    succeeded(world.here.create(model()));
    String before = world.picture();

    failed(
        world.here.update(identifier(), model().toBuilder().documentName("Operators").build()),
        HandlerErrorCode.NotFound);

    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aNewVersionIsAwaitedBeforeItIsMadeTheDefault() {
    world.aws.lag(Lag.of("ssm DescribeDocument", 1));
    succeeded(world.here.create(model()));
    ResourceModel shorter = model().toBuilder().idleSessionTimeout(5).build();

    succeeded(world.here.update(model(), shorter));

    assertThat(world.document().defaultVersion).isEqualTo(2);
    assertThat(world.here.secondsWaited()).isPositive();
  }

  @Test
  void aVersionThatNeverBecomesActiveFailsWithAwssExplanation() {
    world.ssmHere().habits().brokenVersions = true;

    String message = failed(world.here.create(model()), HandlerErrorCode.NotStabilized);

    assertThat(message).contains("version 1", "Failed (Out of order)");
  }

  @Test
  void deleteLeavesNothing() {
    String before = world.picture();
    succeeded(world.here.create(model()));

    assertThat(world.here.delete(identifier()).isSuccess()).isTrue();

    assertThat(world.picture()).isEqualTo(before);
    failed(world.here.delete(identifier()), HandlerErrorCode.NotFound);
    failed(world.here.read(identifier()), HandlerErrorCode.NotFound);
    failed(world.here.update(model(), model()), HandlerErrorCode.NotFound);
  }

  @Test
  void theDocumentIsDeletedBeforeItsPermission() {
    succeeded(world.here.create(model()));
    world.journal.forget();

    world.here.delete(identifier());

    assertThat(world.journal.writes())
        .containsExactly(
            "ssm DeleteDocument",
            "ssm DeleteParameter",
            "iam TagPolicy",
            "iam DetachRolePolicy",
            "iam DetachRolePolicy",
            "iam DeletePolicy");
  }

  @Test
  void somebodyElsesEditIsNotDeleted() {
    succeeded(world.here.create(model()));
    world.document().write("{\"edited\":true}");
    String before = world.picture();

    String message = failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);

    assertThat(message).contains("Version 2", "version 1", "MERGE or REPLACE");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void listNamesTheDocumentsOfThisTypePageByPage() {
    world.add("Foreign", "{}");
    for (String name : List.of("First", "Second", "Third")) {
      succeeded(world.here.create(required().toBuilder().documentName(name).build()));
    }

    var first = world.here.list(null);
    var second = world.here.list(first.getNextToken());

    assertThat(first.getResourceModels()).containsExactly(named("First"), named("Second"));
    assertThat(second.getResourceModels()).containsExactly(named("Third"));
    assertThat(second.getNextToken()).isNull();
  }

  private static ResourceModel named(String name) {
    return ResourceModel.builder().documentName(name).build();
  }
}
