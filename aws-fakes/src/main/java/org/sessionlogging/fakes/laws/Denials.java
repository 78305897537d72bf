package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Every call of every operation is denied, always: that is told with the call and a remedy, and
 * only a list passes over what is not its own to look at.
 */
record Denials<M, C>(TypeUnderTest<M, C> type) {

  /** A case for each call that an operation makes. */
  void add(Smooth<M, C> smooth, Cases cases) {
    new TreeSet<>(smooth.calls())
        .stream()
            .filter(call -> !type.deniedUnseen().contains(call))
            .forEach(call -> cases.add(smooth + call + " denied", () -> denied(smooth, call)));
  }

  private void denied(Smooth<M, C> smooth, String call) {
    if (smooth.work() == Work.LIST && type.passedOver().contains(call)) {
      denialIsPassedOver(smooth, call);
    } else {
      denialIsTold(smooth, call);
    }
  }

  private void denialIsPassedOver(Smooth<M, C> smooth, String call) {
    Scene<M, C> scene = smooth.begun();
    scene.journal().failAlways(call, denial());

    ProgressEvent<M, C> event = smooth.work().carryOut(scene, scene.driver());

    assertThat(event.getMessage()).isNull();
    assertThat(event.getResourceModels()).isEmpty();
  }

  private void denialIsTold(Smooth<M, C> smooth, String call) {
    Scene<M, C> scene = smooth.begun();
    scene.journal().failAlways(call, denial());

    ProgressEvent<M, C> event = smooth.work().carryOut(scene, scene.driver());

    assertThat(event.getErrorCode())
        .as(event.getMessage())
        .isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(event.getMessage())
        .matches("[A-Za-z][A-Za-z0-9 -]+: .*")
        .contains(": " + call + " failed: User: arn is not authorized (AccessDeniedException")
        .contains("Allow the action")
        .contains("service control policy");
  }

  private static AwsServiceException denial() {
    return AwsError.of(403, "AccessDeniedException", "User: arn is not authorized");
  }
}
