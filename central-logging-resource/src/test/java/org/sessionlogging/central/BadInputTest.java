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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.fakes.FakeBucket;
import org.sessionlogging.fakes.Journal;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

class BadInputTest {
  private final World world = new World();

  static Stream<Arguments> invalid() {
    return Stream.of(
        bad(
            "ReplicaRegions contains the bucket's own Region eu-west-1",
            it -> it.replicaRegions(Set.of(REGION))),
        bad("ReplicaRegions contains Ireland", it -> it.replicaRegions(Set.of("Ireland"))),
        bad("KeyRotationPeriodInDays is 89", it -> it.keyRotationPeriodInDays(89)),
        bad("KeyRotationPeriodInDays is 2561", it -> it.keyRotationPeriodInDays(2561)),
        bad("KeyDeletionWindowInDays is 6", it -> it.keyDeletionWindowInDays(6)),
        bad("KeyDeletionWindowInDays is 31", it -> it.keyDeletionWindowInDays(31)),
        bad("OrganizationId is not the id", it -> it.organizationId("r-abcd")),
        bad("LogPrefix can't begin an object key (/logs)", it -> it.logPrefix("/logs")),
        bad("BucketName is not a bucket name (logs.of.all)", it -> it.bucketName("logs.of.all")),
        bad("BucketName has a beginning or an ending", it -> it.bucketName("xn--logs")),
        bad("BucketName ends in -an", it -> it.bucketName("logs-999988887777-eu-west-1-an")),
        bad("Tags has the key aws:team", it -> it.tags(Set.of(new Tag("aws:team", "x")))),
        bad(
            "Tags has the key session-logging:type",
            it -> it.tags(Set.of(new Tag("session-logging:type", "x")))),
        bad("Tags has a key or value", it -> it.tags(Set.of(new Tag("Team", "a,b")))));
  }

  /** One change of a declaration. */
  interface Change {
    ResourceModel.ResourceModelBuilder of(ResourceModel.ResourceModelBuilder declared);
  }

  private static Arguments bad(String message, Change change) {
    return Arguments.argumentSet(message, message, change);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatNeedsNoAwsToBeWrongIsRefusedBeforeAnyCall(String message, Change change) {
    ResourceModel declared = change.of(FULL.toBuilder()).build();

    for (ProgressEvent<ResourceModel, CallbackContext> end :
        List.of(world.driver.create(declared), world.driver.update(FULL, declared))) {
      assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
      assertThat(end.getMessage()).startsWith(message).endsWith(".");
      assertThat(end.getResourceModel()).isNull();
    }
    assertThat(world.journal.calls()).isEmpty();
  }

  @Test
  void organizationOfSomebodyElseIsRefused() {
    refused(
        FULL.toBuilder().organizationId("o-zzzzzzzzzz").build(),
        HandlerErrorCode.InvalidRequest,
        "OrganizationId: o-zzzzzzzzzz is not the organization of account 111122223333, which is o-abcdefghij");
  }

  @Test
  void accountOutsideAnyOrganizationIsRefused() {
    world.organizations.id = Optional.empty();

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

  @Test
  void nameOfABucketInAnotherRegionIsTaken() {
    world.s3.add(NAME, ACCOUNT, "us-east-1", Map.of());

    refused(FULL, HandlerErrorCode.AlreadyExists, "by a bucket in another Region");
  }

  @Test
  void ownBucketThatMayNotBeLookedAtIsADenial() {
    world.s3.add(NAME, ACCOUNT, REGION, Map.of());
    world.journal.failNext("s3 HeadBucket", Journal.error(403, null, null));

    refused(FULL, HandlerErrorCode.AccessDenied, "s3 HeadBucket failed: no message (403");
  }

  @Test
  void failedLookAtTheNameIsNeverTakenForAFreeOne() {
    world.journal.failNext("s3 HeadBucket", Journal.error(500, null, null));

    refused(FULL, HandlerErrorCode.ServiceInternalError, "s3 HeadBucket failed");
  }

  private void refused(ResourceModel declared, HandlerErrorCode code, String message) {
    String picture = world.picture();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(declared);

    assertThat(end.getErrorCode()).isEqualTo(code);
    assertThat(end.getMessage()).contains(message);
    assertThat(end.getResourceModel()).isNull();
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.picture()).isEqualTo(picture);
  }

  @Test
  void nameThatSomebodyElseTakesAtTheLastMomentIsNotOursToDelete() {
    world.s3.beforeCreate = () -> world.s3.add(NAME, "999988887777", REGION, Map.of());

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(FULL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(end.getMessage()).contains("s3 CreateBucket", "give another BucketName");
    assertThat(end.getResourceModel()).isNull();
    assertThat(world.kms.keys).isEmpty();
  }

  @Test
  void bucketThatThisAccountMakesAtTheLastMomentSurvivesTheRollback() {
    for (String region : new String[] {REGION, "us-east-1"}) {
      World other = new World();
      other.s3.beforeCreate =
          () -> other.s3.buckets.computeIfAbsent(NAME, it -> someBucket(region));

      ProgressEvent<ResourceModel, CallbackContext> end =
          other.driver(region, Map.of()).create(FULL.toBuilder().replicaRegions(Set.of()).build());

      assertThat(end.isFailed()).isTrue();
      other.driver(region, Map.of()).delete(World.named(NAME));
      assertThat(other.s3.buckets).containsOnlyKeys(NAME);
      assertThat(other.kms.keys).isEmpty();
    }
  }

  private static FakeBucket someBucket(String region) {
    return new FakeBucket(ACCOUNT, region, Map.of("Team", "other"));
  }

  @Test
  void whatIsSetAtCreationCantBeChanged() {
    world.driver.create(FULL);
    String picture = world.picture();
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
    assertThat(world.picture()).isEqualTo(picture);
  }

  @Test
  void bucketThatIsNotOursIsNotFound() {
    world.s3.add(NAME, ACCOUNT, REGION, Map.of("Team", "other"));

    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.update(FULL, FULL).getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void bucketOfAnotherAccountIsADenialToReadAndNeverAbsence() {
    world.s3.add(NAME, "999988887777", REGION, Map.of("session-logging:type", "central"));

    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.AccessDenied);
  }
}
