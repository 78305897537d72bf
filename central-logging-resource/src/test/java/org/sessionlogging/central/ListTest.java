package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

class ListTest {
  private static final Map<String, String> OURS = Map.of("session-logging:type", "central");

  private final World world = new World();

  @Test
  void listShowsOursOfThisRegionPageByPage() {
    for (int i = 10; i < 70; i++) {
      world.s3.add("bucket-" + i, World.ACCOUNT, REGION, Map.of());
    }
    world.s3.add("bucket-12", World.ACCOUNT, REGION, OURS);
    world.s3.add("bucket-69", World.ACCOUNT, REGION, OURS);
    world.s3.add("bucket-68", World.ACCOUNT, "us-east-1", OURS);
    world.s3.add("bucket-67", "999988887777", REGION, OURS);

    ProgressEvent<ResourceModel, CallbackContext> first = world.driver.list(null);
    ProgressEvent<ResourceModel, CallbackContext> second = world.driver.list(first.getNextToken());

    assertThat(first.getResourceModels()).isEqualTo(List.of(World.named("bucket-12")));
    assertThat(second.getResourceModels()).isEqualTo(List.of(World.named("bucket-69")));
    assertThat(second.getNextToken()).isNull();
  }

  @Test
  void bucketThatMayNotBeLookedAtIsPassedOver() {
    world.s3.add("bucket-1", World.ACCOUNT, REGION, Map.of());
    world.s3.add("bucket-2", World.ACCOUNT, REGION, OURS);
    world.journal.failNext("s3 GetBucketTagging", AwsError.of(403, "AccessDenied", "No."));

    assertThat(world.driver.list(null).getResourceModels())
        .isEqualTo(List.of(World.named("bucket-2")));
  }

  @Test
  void bucketThatVanishesMeanwhileIsPassedOver() {
    world.s3.add("bucket-1", World.ACCOUNT, REGION, OURS);
    world.s3.add("bucket-2", World.ACCOUNT, REGION, OURS);
    Meanwhile somebodyElse =
        Meanwhile.before("s3 GetBucketTagging", () -> world.s3.buckets.remove("bucket-1"));

    assertThat(world.driver(somebodyElse).list(null).getResourceModels())
        .isEqualTo(List.of(World.named("bucket-2")));
  }

  @Test
  void deniedListIsADenial() {
    world.journal.failNext("s3 ListBuckets", AwsError.of(403, "AccessDenied", "No."));

    assertThat(world.driver.list(null).getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
  }

  @Test
  void creationIsOverOnceTheListShowsIt() {
    world.aws.lag(Lag.of("s3 ListBuckets", 12));

    assertThat(world.driver.create(FULL).getMessage()).isNull();

    assertThat(world.driver.list(null).getResourceModels()).isEqualTo(List.of(World.named(NAME)));
  }
}
