package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What creations, changes and deletions of buckets look like in the next seconds. */
class S3LagTest extends Lagging {
  @Test
  void anyCallMayMissANewBucket() {
    aws.lag(api -> 2);
    createBucket();

    assertThat(tries(3, () -> s3.headBucket(it -> it.bucket("logs")).bucketRegion()))
        .containsExactly("404", "404", HERE);
    assertThat(tries(3, () -> s3.getBucketVersioning(it -> it.bucket("logs")).statusAsString()))
        .containsExactly("NoSuchBucket", "NoSuchBucket", "null");
    assertThat(
            calls(
                3,
                () ->
                    s3.putBucketTagging(
                        it -> it.bucket("logs").tagging(to -> to.tagSet(List.of())))))
        .containsExactly("NoSuchBucket", "NoSuchBucket", "done");
  }

  @Test
  void nameOfADeletedBucketIsInUseForAWhile() {
    createBucket();
    aws.lag(api -> 1);
    s3.deleteBucket(it -> it.bucket("logs"));

    assertThat(tries(2, () -> s3.headBucket(it -> it.bucket("logs")).bucketRegion()))
        .containsExactly(HERE, "404");
    assertThat(calls(2, this::createBucket)).containsExactly("OperationAborted", "done");
  }

  @Test
  void nameThatIsTakenIsTakenAtOnceAndAFullBucketIsNeverDeleted() {
    aws.lag(api -> 4);
    createBucket();
    assertThat(calls(1, this::createBucket)).containsExactly("BucketAlreadyOwnedByYou");
    aws.settle().lag(api -> 4);
    aws.s3().buckets.get("logs").add("1.log");

    assertThat(calls(1, () -> s3.deleteBucket(it -> it.bucket("logs"))))
        .containsExactly("BucketNotEmpty");
  }
}
