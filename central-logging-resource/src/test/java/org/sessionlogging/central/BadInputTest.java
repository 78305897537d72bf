package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.ACCOUNT;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

class BadInputTest {
  private final World world = new World();

  @Test
  void organizationOfSomebodyElseIsRefused() {
    refused(
        FULL.toBuilder().organizationId("o-zzzzzzzzzz").build(),
        HandlerErrorCode.InvalidRequest,
        "OrganizationId: o-zzzzzzzzzz is not the organization of account 111122223333, which is o-abcdefghij");
  }

  @Test
  void accountOutsideAnyOrganizationIsRefused() {
    world.aws.organizations(REGION).id = Optional.empty();

    refused(
        FULL.toBuilder().organizationId(null).build(),
        HandlerErrorCode.InvalidRequest,
        "OrganizationId: account 111122223333 is in no organization");
  }

  @Test
  void nameOfAnotherAccountIsTaken() {
    world.s3.add(NAME, "999988887777", REGION, Map.of());

    refused(FULL, HandlerErrorCode.AlreadyExists, "the name is taken, by another account");
  }

  @Test
  void nameOfAnotherBucketOfThisAccountIsTaken() {
    world.s3.add(NAME, ACCOUNT, REGION, Map.of("Team", "other"));

    refused(FULL, HandlerErrorCode.AlreadyExists, "by a bucket of this account in this Region");
  }

  /**
   * So ends, too, what CloudFormation makes of a change of what is set at creation: a new resource
   * beside the old one.
   */
  @Test
  void nameOfAnotherCentralIsTakenAndNotToBeAdopted() {
    world.s3.add(
        NAME,
        ACCOUNT,
        REGION,
        Map.of("session-logging:type", "central", "session-logging:request", "another"));

    refused(
        FULL,
        HandlerErrorCode.AlreadyExists,
        "by a Central of this account in this Region. What is set at creation changes with another BucketName only.");
  }

  @Test
  void nameOfABucketInAnotherRegionIsTaken() {
    world.s3.add(NAME, ACCOUNT, "us-east-1", Map.of());

    refused(FULL, HandlerErrorCode.AlreadyExists, "by a bucket in another Region");
  }

  @Test
  void ownBucketThatMayNotBeLookedAtIsADenial() {
    world.s3.add(NAME, ACCOUNT, REGION, Map.of());
    world.journal.failNext("s3 HeadBucket", AwsError.withoutBody(403));

    refused(FULL, HandlerErrorCode.AccessDenied, "s3 HeadBucket failed: no message (403");
  }

  @Test
  void failedLookAtTheNameIsNeverTakenForAFreeOne() {
    world.journal.failNext("s3 HeadBucket", AwsError.withoutBody(500));

    refused(FULL, HandlerErrorCode.ServiceInternalError, "s3 HeadBucket failed");
  }

  private void refused(ResourceModel declared, HandlerErrorCode code, String message) {
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(declared);

    assertThat(end.getErrorCode()).isEqualTo(code);
    assertThat(end.getMessage()).contains(message);
    assertThat(end.getResourceModel()).isNull();
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void nameThatSomebodyElseTakesAtTheLastMomentIsNotOursToDelete() {
    Meanwhile somebodyElse =
        Meanwhile.before(
            "s3 CreateBucket", () -> world.s3.add(NAME, "999988887777", REGION, Map.of()));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver(somebodyElse).create(FULL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(end.getMessage()).contains("s3 CreateBucket", "give another BucketName");
    assertThat(end.getResourceModel()).isNull();
    assertThat(world.kms.keys).isEmpty();
  }

  @Test
  void bucketThatThisAccountMakesAtTheLastMomentSurvivesTheRollback() {
    for (String region : new String[] {REGION, "us-east-1"}) {
      World other = new World();
      Meanwhile somebodyElse =
          Meanwhile.before(
              "s3 CreateBucket",
              () -> other.s3.add(NAME, ACCOUNT, region, Map.of("Team", "other")));

      ProgressEvent<ResourceModel, CallbackContext> end =
          other
              .driver(region, Map.of(), somebodyElse)
              .create(FULL.toBuilder().replicaRegions(Set.of()).build());

      assertThat(end.isFailed()).isTrue();
      other.driver(region, Map.of()).delete(World.named(NAME));
      assertThat(other.s3.buckets).containsOnlyKeys(NAME);
      assertThat(other.kms.keys).isEmpty();
    }
  }

  @Test
  void whatIsSetAtCreationCantBeChanged() {
    world.driver.create(FULL);
    String picture = world.aws.picture();
    world.journal.forget();

    for (ResourceModel changed :
        new ResourceModel[] {
          FULL.toBuilder().keyMode("ONE_KEY").build(),
          FULL.toBuilder().logPrefix("other").build(),
          FULL.toBuilder().logPrefix(null).build()
        }) {
      ProgressEvent<ResourceModel, CallbackContext> end = world.driver.update(FULL, changed);
      assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotUpdatable);
      assertThat(world.driver.update(changed, FULL).isSuccess()).isTrue();
    }
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void bucketInAnotherRegionIsNotFound() {
    world.s3.add(NAME, ACCOUNT, "us-east-1", Map.of("session-logging:type", "central"));

    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.update(FULL, FULL).getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.delete(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.s3.buckets).containsOnlyKeys(NAME);
  }

  @Test
  void bucketOfAnotherAccountIsNotFound() {
    world.s3.add(NAME, "999988887777", REGION, Map.of("session-logging:type", "central"));

    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
  }

  @Test
  void ownBucketWhoseTagsMayNotBeReadIsADenialAndNeverAbsence() {
    world.driver.create(FULL);
    String picture = world.aws.picture();
    for (boolean seen : new boolean[] {true, false}) {
      world.journal.failAlways(
          "s3 GetBucketTagging", AwsError.of(403, "AccessDenied", "Access Denied"));
      if (!seen) {
        world.journal.failAlways("s3 HeadBucket", AwsError.withoutBody(403));
      }

      for (ProgressEvent<ResourceModel, CallbackContext> end :
          List.of(
              world.driver.read(World.named(NAME)),
              world.driver.update(FULL, FULL),
              world.driver.delete(World.named(NAME)))) {
        assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
      }
    }
    assertThat(world.aws.picture()).isEqualTo(picture);
  }
}
