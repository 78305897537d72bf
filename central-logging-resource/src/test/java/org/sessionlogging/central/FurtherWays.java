package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.CentralUnderTest.REGION;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.kms.KmsState;
import org.sessionlogging.fakes.laws.Scene;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What an operation comes to when others have their hands in it, so that it needs every call. */
final class FurtherWays {
  private FurtherWays() {}

  static List<Consumer<Scene<ResourceModel, CallbackContext>>> through(Action action) {
    return switch (action) {
      case CREATE ->
          List.of(
              FurtherWays::createThatDriftsAway,
              FurtherWays::givenKeyOfAnotherAccount,
              FurtherWays::accessLogsByAcl,
              FurtherWays::createThatLeavesItselfIn,
              FurtherWays::nameThatIsTaken,
              FurtherWays::newKeyThatCantBeNamed);
      case READ ->
          List.of(
              FurtherWays::readWithoutAliases,
              scene -> withoutTags(scene, it -> it.driver().read(it.identifier())));
      case UPDATE ->
          List.of(
              FurtherWays::accessLogsByAclFromNowOn,
              FurtherWays::aliasThatSomebodyMoved,
              FurtherWays::keyThatIsMadeAgainAndCantBeNamed,
              scene -> withoutTags(scene, it -> it.driver().update(it.declared(), it.declared())));
      case DELETE ->
          List.of(scene -> withoutTags(scene, it -> it.driver().delete(it.identifier())));
      case LIST -> List.of(FurtherWays::listOfABucket);
    };
  }

  /** Somebody changes bucket and keys under the hands of a create. */
  private static void createThatDriftsAway(Scene<ResourceModel, CallbackContext> scene) {
    FakeAws aws = scene.aws();
    ProgressEvent<ResourceModel, CallbackContext> event =
        scene.driver().once(Action.CREATE, scene.declared(), null, null);
    boolean drifted = false;
    while (event.isInProgress()) {
      event =
          scene.driver().once(Action.CREATE, scene.declared(), null, event.getCallbackContext());
      if (!drifted && aws.kms().allAliases().size() == 4) {
        Everything.drifts(aws);
        moveAlias(scene);
        drifted = true;
      }
    }
    scene.succeeds(event);
    assertThat(drifted).isTrue();
  }

  private static void givenKeyOfAnotherAccount(Scene<ResourceModel, CallbackContext> scene) {
    String key = Given.key(scene.aws(), Given.arn(Given.STRANGER, REGION, 1)).arn;
    scene.succeeds(
        scene.driver().create(World.named("given").toBuilder().existingSessionKeyArn(key).build()));
  }

  private static void createThatLeavesItselfIn(Scene<ResourceModel, CallbackContext> scene) {
    ResourceModel administered =
        scene.declared().toBuilder()
            .logAdministratorArns(Set.of("arn:aws:iam::" + World.ACCOUNT + ":role/administrator"))
            .build();
    scene.succeeds(scene.driver().create(administered));
  }

  private static void moveAlias(Scene<ResourceModel, CallbackContext> scene) {
    KmsState kms = scene.aws().kms();
    FakeKey multiRegion = kms.keys.stream().filter(FakeKey::multiRegion).findFirst().orElseThrow();
    kms.name(REGION, bucketAlias(scene), multiRegion.id());
  }

  private static String bucketAlias(Scene<ResourceModel, CallbackContext> scene) {
    return "alias/session-logging/" + scene.declared().getBucketName() + "/bucket";
  }

  private static void aliasThatSomebodyMoved(Scene<ResourceModel, CallbackContext> scene) {
    scene.succeeds(scene.driver().create(scene.declared()));
    scene.journal().forget();
    moveAlias(scene);
    scene.succeeds(scene.driver().update(scene.declared(), scene.declared()));
  }

  /** To a bucket that has no policy. */
  private static void accessLogsByAcl(Scene<ResourceModel, CallbackContext> scene) {
    scene.succeeds(scene.driver().create(loggedByAcl(scene)));
  }

  private static void accessLogsByAclFromNowOn(Scene<ResourceModel, CallbackContext> scene) {
    scene.succeeds(scene.driver().create(scene.declared()));
    scene.journal().forget();
    scene.succeeds(scene.driver().update(scene.declared(), loggedByAcl(scene)));
  }

  private static ResourceModel loggedByAcl(Scene<ResourceModel, CallbackContext> scene) {
    FakeBucket target = AccessLogs.add(scene.aws(), REGION);
    target.policy = null;
    target.ownership = ObjectOwnership.OBJECT_WRITER;
    target.logDeliveryAcl = true;
    return scene.declared().toBuilder().accessLog(new AccessLog(AccessLogs.NAME, null)).build();
  }

  private static void nameThatIsTaken(Scene<ResourceModel, CallbackContext> scene) {
    scene.aws().s3().add("taken", "999988887777", REGION, Map.of());
    assertThat(scene.driver().create(World.named("taken")).isFailed()).isTrue();
  }

  private static void newKeyThatCantBeNamed(Scene<ResourceModel, CallbackContext> scene) {
    scene.journal().failNext("kms CreateAlias", AwsError.of(409, "Unlucky", "No."));
    assertThat(scene.driver().create(scene.declared()).isFailed()).isTrue();
  }

  private static void readWithoutAliases(Scene<ResourceModel, CallbackContext> scene) {
    scene.succeeds(scene.driver().create(scene.declared()));
    scene.aws().kms().aliases.clear();
    scene.journal().forget();
    scene.succeeds(scene.driver().read(scene.identifier()));
  }

  private static void keyThatIsMadeAgainAndCantBeNamed(
      Scene<ResourceModel, CallbackContext> scene) {
    scene.succeeds(scene.driver().create(scene.declared()));
    scene.aws().kms().keys.removeIf(it -> !it.multiRegion());
    scene.aws().kms().unname(REGION, bucketAlias(scene));
    scene.journal().forget();
    scene.journal().failNext("kms CreateAlias", AwsError.of(409, "Unlucky", "No."));
    assertThat(scene.driver().update(scene.declared(), scene.declared()).isFailed()).isTrue();
  }

  /** The bucket's tags were replaced, and it can be looked at only the second time. */
  private static void withoutTags(
      Scene<ResourceModel, CallbackContext> scene,
      Function<Scene<ResourceModel, CallbackContext>, ProgressEvent<ResourceModel, CallbackContext>>
          operation) {
    scene.succeeds(scene.driver().create(scene.declared()));
    scene.aws().s3().buckets.get(scene.declared().getBucketName()).tags.clear();
    scene.journal().forget();
    scene.journal().failNext("s3 HeadBucket", AwsError.withoutBody(403));
    assertThat(operation.apply(scene).isFailed()).isTrue();
    scene.succeeds(operation.apply(scene));
  }

  private static void listOfABucket(Scene<ResourceModel, CallbackContext> scene) {
    scene.aws().s3().add("theirs", scene.aws().account(), REGION, Map.of());
    assertThat(scene.driver().list(null).isSuccess()).isTrue();
  }
}
