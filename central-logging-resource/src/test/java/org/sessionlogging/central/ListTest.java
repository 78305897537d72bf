package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  /**
   * CloudFormation waits 30 seconds for a page (CloudFormation CLI user guide, "Resource type
   * handler contract") and asks for the next one while it gets a token.
   */
  @Test
  void everyPageOfAnAccountWithAThousandBucketsIsThereWithinTenSeconds() {
    aThousandBuckets();
    world.s3.add("bucket-0007", World.ACCOUNT, REGION, OURS);
    world.s3.add("bucket-0993", World.ACCOUNT, REGION, OURS);
    world.journal.beforeEach(() -> world.aws.time().pass(100));

    List<ProgressEvent<ResourceModel, CallbackContext>> pages = pages();

    assertThat(pages).hasSizeBetween(2, 50);
    assertThat(pages).allSatisfy(page -> assertThat(page.getResourceModels()).isNotNull());
    assertThat(pages).filteredOn(page -> page.getResourceModels().isEmpty()).isNotEmpty();
    assertThat(pages)
        .flatExtracting(ProgressEvent::getResourceModels)
        .isEqualTo(List.of(World.named("bucket-0007"), World.named("bucket-0993")));
  }

  /** It would be on the last page, and S3 lists it late. */
  @Test
  void whatWasCreatedIsListedInAnAccountWithAThousandBuckets() {
    aThousandBuckets();
    world.aws.lag(Lag.of("s3 ListBuckets", 12));

    assertThat(world.driver.create(FULL).getMessage()).isNull();

    assertThat(pages())
        .flatExtracting(ProgressEvent::getResourceModels)
        .isEqualTo(List.of(World.named(NAME)));
  }

  private void aThousandBuckets() {
    IntStream.range(0, 1_000)
        .mapToObj("bucket-%04d"::formatted)
        .forEach(name -> world.s3.add(name, World.ACCOUNT, REGION, Map.of("Team", "theirs")));
  }

  /** All of them, as CloudFormation asks for them. */
  private List<ProgressEvent<ResourceModel, CallbackContext>> pages() {
    List<ProgressEvent<ResourceModel, CallbackContext>> pages = new ArrayList<>();
    String token = null;
    do {
      long begun = world.aws.time().milliseconds();
      ProgressEvent<ResourceModel, CallbackContext> page = world.driver.list(token);
      assertThat(page.getMessage()).isNull();
      assertThat(world.aws.time().milliseconds() - begun).isLessThan(10_000);
      pages.add(page);
      token = page.getNextToken();
    } while (token != null);
    return pages;
  }

  /** It has to answer at once, and is told to come again; the SDK has tried more than once. */
  @Test
  void throttledPageSaysSo() {
    aThousandBuckets();
    world.journal.failNext("s3 GetBucketTagging", AwsError.of(503, "SlowDown", "Slower."));

    assertThat(world.driver.list(null).getErrorCode()).isEqualTo(HandlerErrorCode.Throttling);

    assertThat(pages()).isNotEmpty();
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
