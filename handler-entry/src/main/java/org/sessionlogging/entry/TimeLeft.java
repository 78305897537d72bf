package org.sessionlogging.entry;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * The time that a report may take, however many calls it needs: the operation is done, and
 * CloudFormation waits for its answer.
 */
final class TimeLeft {
  private final Duration most;
  private final long begun = System.nanoTime();

  TimeLeft(Duration most) {
    this.most = most;
  }

  /**
   * Limits a call, with all its tries, to what is left.
   *
   * @throws ApiCallTimeoutException when nothing is
   */
  void limit(AwsRequestOverrideConfiguration.Builder call) {
    Duration left = most.minusNanos(System.nanoTime() - begun);
    if (left.toMillis() < 1) {
      throw ApiCallTimeoutException.create(most.toMillis());
    }
    call.apiCallTimeout(left);
  }
}
