package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** A document that somebody else has a hold on. */
class SomebodysDocumentTest {
  private final World world = new World();

  @Test
  void aDocumentOfAnotherStackIsRefusedWithItsNameAndTheWayToMoveIt() {
    world
        .add(World.PREFERENCES, "{\"schemaVersion\":\"1.0\"}")
        .tags
        .putAll(
            Map.of(
                "aws:cloudformation:stack-id", "arn:aws:cloudformation:eu-west-1:1:stack/base/1",
                "aws:cloudformation:stack-name", "base"));
    String before = world.picture();

    String message = failed(world.here.create(model()), HandlerErrorCode.ResourceConflict);

    assertThat(message)
        .contains("stack base", "DeletionPolicy: Retain", "delete-document", "create-document");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aDocumentWhoseStackMayBeGoneIsRefusedByTheStacksIdWithTheWayToMakeItAnew() {
    String id = "arn:aws:cloudformation:eu-west-1:111122223333:stack/base/1";
    world
        .add(World.PREFERENCES, "{\"schemaVersion\":\"1.0\"}")
        .tags
        .put("aws:cloudformation:stack-id", id);

    String message = failed(world.here.create(model()), HandlerErrorCode.ResourceConflict);

    assertThat(message)
        .contains(
            "describe-stacks --stack-name " + id,
            "Where the stack is gone",
            "nobody can remove the tag",
            "delete-document --name SSM-SessionManagerRunShell");
    world.aws.ssm().documents.clear();
    succeeded(world.here.create(model()));
    assertThat(world.document().tags).containsEntry("session-logging:origin", "created");
  }

  @ParameterizedTest
  @CsvSource({
    "with an explicit deny in a service control policy,kind of policy denies: service control policy",
    "because no permissions boundary allows the action,kind of policy denies: permissions boundary",
    "because no identity-based policy allows the action,kind of policy denies: identity-based policy",
    "not authorized,'In this order look for: a service control policy'"
  })
  void aDeniedChangeSaysWhichKindOfPolicyDenied(String said, String expected) {
    world.add(World.PREFERENCES, "{\"schemaVersion\":\"1.0\"}");
    world.journal.failAlways("ssm UpdateDocument", AwsError.of(400, "AccessDeniedException", said));

    String message = failed(world.here.create(model()), HandlerErrorCode.AccessDenied);

    assertThat(message).contains("ssm UpdateDocument failed: " + said, expected, "request id");
  }

  @Test
  void theDeletionOfASharedDocumentIsFinalAtOnceWithTheRemedy() {
    succeeded(world.here.create(model()));
    String before = world.picture();
    world.journal.failAlways(
        "ssm DeleteDocument",
        AwsError.of(400, "InvalidDocumentOperation", "You must stop sharing the document."));

    String message = failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);

    assertThat(message).contains("modify-document-permission", "stop sharing", "request id");
    assertThat(world.here.secondsWaited()).isLessThan(10);
    assertThat(world.picture()).isEqualTo(before);
  }

  /** Somebody saves preferences at the console while this type is about to make the first ones. */
  @ParameterizedTest
  @ValueSource(strings = {"MERGE", "REPLACE", "FAIL"})
  void preferencesThatAreSavedWhileTheFirstAreMadeAreNotLost(String onExisting) {
    String theirs =
        "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"idleSessionTimeout\":\"44\"}}";
    ResourceModel declared = model().toBuilder().onExistingPreferences(onExisting).build();
    Meanwhile moments = Meanwhile.before(-1, () -> {});
    succeeded(new World().driver(World.HERE, moments).create(declared));
    int saved = 0;
    for (int k = 0; k < moments.calls().size(); k++) {
      World other = new World();
      Meanwhile meanwhile =
          Meanwhile.before(
              k,
              () -> {
                if (other.document() == null) {
                  other.add(World.PREFERENCES, theirs);
                }
              });
      var end = other.driver(World.HERE, meanwhile).create(declared);
      if (!other.document().versions.containsValue(theirs)) {
        continue;
      }
      saved++;
      String moment = "before call " + k + ", " + moments.calls().get(k) + ": " + end.getMessage();
      // In the moment of CreateDocument itself it is refused: the next creation finds them.
      if (end.isFailed()) {
        String why =
            onExisting.equals("FAIL")
                ? "OnExistingPreferences"
                : "Somebody has made the document SSM-SessionManagerRunShell while";
        assertThat(end.getMessage()).as(moment).contains(why);
      } else {
        assertThat(onExisting).as(moment).isNotEqualTo("FAIL");
      }

      other.here.delete(identifier());

      assertThat(other.documents()).as(moment).containsKey(World.PREFERENCES);
      assertThat(PreferencesDocument.parse(other.document().latestText()))
          .as(moment)
          .isEqualTo(PreferencesDocument.parse(theirs));
      assertThat(other.document().tags).as(moment).isEmpty();
      assertThat(other.iam.policies).as(moment).isEmpty();
    }
    assertThat(saved).isPositive();
  }
}
