package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.member.ResourceModel.ResourceModelBuilder;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What can't be carried out is refused before the first call, with property and remedy. */
class BadInputTest {
  private final World world = new World();

  private void refused(String property, UnaryOperator<ResourceModelBuilder> change) {
    ResourceModel wrong = change.apply(model().toBuilder()).build();

    String message = failed(world.here.create(wrong), HandlerErrorCode.InvalidRequest);

    assertThat(message).startsWith(property);
    assertThat(world.journal.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11111111-2222-3333-4444-555555555555",
        "alias/session-logging/central-logs/bucket",
        "arn:aws:kms:eu-central-1:999988887777:alias/logs",
        "arn:aws:s3:::central-logs",
        "arn:aws-cn:kms:cn-north-1:999988887777:key/11111111-2222-3333-4444-555555555555"
      })
  void onlyTheArnOfAKeyIsAKey(String text) {
    refused("BucketKeyArn", it -> it.bucketKeyArn(text));
    refused("SessionKeyArn", it -> it.sessionKeyArn(text));
  }

  @Test
  void aSessionKeyOfAnotherRegionMustBeMultiRegion() {
    refused("SessionKeyArn", it -> it.sessionKeyArn(World.BUCKET_KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 61})
  void idleSessionTimeoutHasARange(int minutes) {
    refused("IdleSessionTimeout", it -> it.idleSessionTimeout(minutes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1441})
  void maxSessionDurationHasARange(int minutes) {
    refused("MaxSessionDuration", it -> it.maxSessionDuration(minutes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS-Preferences", "amazon-sessions", "AmznSessions", "a b"})
  void documentNamesOfAwsAreReserved(String name) {
    refused("DocumentName", it -> it.documentName(name));
  }

  @Test
  void aKeyPrefixBelongsToTheOwnAccountUnlessThatIsOptional() {
    refused("KeyPrefix", it -> it.keyPrefix("999988887777/eu-west-1"));

    ResourceModel optional =
        model().toBuilder().keyPrefix("999988887777/eu-west-1").accountPrefix("OPTIONAL").build();
    ResourceModel created = succeeded(world.here.create(optional));
    assertThat(created.getAccountPrefix()).isEqualTo("OPTIONAL");
    assertThat(created.getKeyPrefix()).isEqualTo("999988887777/eu-west-1");
  }

  @Test
  void otherPropertiesAreCheckedAsWell() {
    refused("BucketName", it -> it.bucketName("Not_A_Bucket"));
    refused("LogPrefix", it -> it.logPrefix("/sessions/"));
    refused("RoleNames", it -> it.roleNames(Set.of("arn:aws:iam::111122223333:role/app")));
    refused("Tags", it -> it.tags(Set.of(tag("session-logging:type", "mine"))));
    refused("Tags", it -> it.tags(Set.of(tag("list", "a,b"))));
    refused("CloudWatch", it -> it.cloudWatch(CloudWatch.builder().logGroupName("a b").build()));
    refused("RunAs", it -> it.runAs(RunAs.builder().enabled(true).defaultUser("a b").build()));
  }

  @Test
  void anUpdateIsCheckedLikeACreate() {
    succeeded(world.here.create(model()));
    world.journal.forget();

    failed(
        world.here.update(model(), model().toBuilder().idleSessionTimeout(0).build()),
        HandlerErrorCode.InvalidRequest);

    assertThat(world.journal.calls()).isEmpty();
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
    world.journal.failAlways(call, Journal.error(400, error, "No."));

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
    world.journal.failAlways("ssm UpdateDocument", Journal.error(400, error, "No."));

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
