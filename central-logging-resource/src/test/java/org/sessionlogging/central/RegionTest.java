package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;

import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Regions that an account can't use. */
class RegionTest {
  private static final String CLOSED = "us-east-1";

  private final World world = new World();

  /** The whole of KMS that can be met there, in a Region that says no to everything. */
  private record Closed(SdkException refusal) implements KmsClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
      throw refusal;
    }

    @Override
    public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
      throw refusal;
    }
  }

  private Driver<ResourceModel, CallbackContext> without(String region, SdkException refusal) {
    KmsClient closed = new Closed(refusal);
    Function<String, KmsClient> kms = asked -> asked.equals(region) ? closed : world.aws.kms(asked);
    return world.driver(World.contract(world.aws, kms)::handle);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.argumentSet(
            "not enabled",
            AwsError.of(400, "UnrecognizedClientException", "The security token is invalid.")),
        Arguments.argumentSet(
            "not enabled, as some services say it",
            AwsError.of(403, "InvalidClientTokenId", "The security token is invalid.")),
        Arguments.argumentSet(
            "does not exist",
            SdkClientException.builder()
                .message("Received an UnknownHostException")
                .cause(new UnknownHostException("kms." + CLOSED + ".amazonaws.com"))
                .build()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void regionThatCantBeUsedIsNamedBeforeTheBucketIsMade(SdkException refusal) {
    ProgressEvent<ResourceModel, CallbackContext> end = without(CLOSED, refusal).create(FULL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage())
        .startsWith("ReplicaRegions: us-east-1 does not exist or is not enabled in this account");
    assertThat(end.getResourceModel()).isNull();
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.s3.buckets).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void regionThatIsAddedAndCantBeUsedIsNamedBeforeAnythingChanges(SdkException refusal) {
    ResourceModel before = FULL.toBuilder().replicaRegions(Set.of("eu-central-1")).build();
    world.driver.create(before);
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end =
        without(CLOSED, refusal).update(before, FULL.toBuilder().versioningEnabled(false).build());

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage()).startsWith("ReplicaRegions: us-east-1");
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void regionThatWasDisabledLaterFailsNeitherReadNorUpdateWithoutItNorDelete(SdkException refusal) {
    world.driver.create(FULL);
    Driver<ResourceModel, CallbackContext> driver = without(CLOSED, refusal);
    ResourceModel without = FULL.toBuilder().replicaRegions(Set.of("eu-central-1")).build();

    assertThat(driver.read(World.named(NAME)).getResourceModel().getReplicaRegions())
        .containsExactly("eu-central-1");
    assertThat(driver.update(FULL, without).getMessage()).isNull();
    assertThat(driver.delete(World.named(NAME)).getMessage()).isNull();

    assertThat(world.s3.buckets).isEmpty();
    assertThat(world.kms.stayingKeys()).hasSize(1).allMatch(it -> it.region().equals(CLOSED));
  }

  @Test
  void credentialsThatAreRefusedInTheOwnRegionAreNotTakenForADisabledOne() {
    world.journal.failAlways(
        "kms DescribeKey", AwsError.of(400, "UnrecognizedClientException", "No."));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(FULL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidCredentials);
    assertThat(end.getMessage()).startsWith("bucket key: kms DescribeKey failed");
    assertThat(world.s3.buckets).isEmpty();
  }
}
