package org.sessionlogging.verification.look;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.Shown;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * One setting of a thing after the other: what may not be asked of one says nothing of the others.
 *
 * @param client of the thing's service and Region
 */
record SettingLook<C>(Aws aws, C client) {

  /**
   * What a setting says.
   *
   * @param said empty where it says nothing of it
   * @param absent the error codes that say that there is none
   */
  <Q extends AwsRequest, R extends AwsResponse, T> Shown<T> of(
      Q request, BiFunction<C, Q, R> operation, Function<R, Optional<T>> said, String... absent) {
    return Asking.shown(() -> aws.find(client, request, operation, absent).flatMap(said));
  }
}
