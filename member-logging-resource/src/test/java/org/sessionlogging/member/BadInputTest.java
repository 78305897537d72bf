package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What can't be carried out is refused before the first call, with property and remedy. */
class BadInputTest {
  private final World world = new World();

  @Test
  void aKeyPrefixBelongsToTheOwnAccountUnlessThatIsOptional() {
    ResourceModel optional =
        model().toBuilder().keyPrefix("999988887777/eu-west-1").accountPrefix("OPTIONAL").build();

    ResourceModel created = succeeded(world.here.create(optional));

    assertThat(created.getAccountPrefix()).isEqualTo("OPTIONAL");
    assertThat(created.getKeyPrefix()).isEqualTo("999988887777/eu-west-1");
  }

  @ParameterizedTest
  @CsvSource({
    "ssm CreateDocument, DocumentLimitExceeded, ServiceLimitExceeded, 500 documents",
    "ssm CreateDocument, MaxDocumentSizeExceeded, ServiceLimitExceeded, 64 KB",
    "ssm CreateDocument, InvalidDocumentContent, InvalidRequest, preferences",
    "iam CreatePolicy, MalformedPolicyDocument, InvalidRequest, Correct",
    "iam CreatePolicy, LimitExceeded, ServiceLimitExceeded, quota",
    "iam AttachRolePolicy, NoSuchEntity, ResourceConflict, at the same time",
    "ssm CreateDocument, DocumentAlreadyExists, ResourceConflict, at the same time",
  })
  void whatAwsRefusesIsNamedWithARemedy(
      String call, String error, HandlerErrorCode code, String remedy) {
    world.journal.failAlways(call, AwsError.of(400, error, "No."));

    String message = failed(world.here.create(model()), code);

    assertThat(message).contains(call, error, remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "DocumentVersionLimitExceeded, ServiceLimitExceeded",
    "DuplicateDocumentContent, ResourceConflict",
    "InvalidDocumentVersion, ResourceConflict",
  })
  void whatAwsRefusesOfAnUpdateIsNamed(String error, HandlerErrorCode code) {
    succeeded(world.here.create(model()));
    world.journal.failAlways("ssm UpdateDocument", AwsError.of(400, error, "No."));

    failed(world.here.update(model(), model().toBuilder().idleSessionTimeout(5).build()), code);
  }

  @Test
  void anEditDuringAnUpdateIsNotOverwrittenUnseen() {
    succeeded(world.here.create(model()));
    ResourceModel shorter = model().toBuilder().idleSessionTimeout(5).build();
    String edit =
        world.document().latestText().replace("\"runAsEnabled\":false", "\"runAsEnabled\":true");

    ResourceModel updated =
        succeeded(
            world
                .driver(
                    World.HERE,
                    Meanwhile.before("ssm UpdateDocument", () -> world.document().write(edit)))
                .update(model(), shorter));

    assertThat(updated.getIdleSessionTimeout()).isEqualTo(5);
    assertThat(updated.getRunAs().getEnabled()).isTrue();
  }
}
