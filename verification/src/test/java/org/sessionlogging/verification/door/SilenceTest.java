package org.sessionlogging.verification.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.PassingClock;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetServiceSettingRequest;

class SilenceTest {
  private static final String CALL = "ssm GetServiceSetting";

  private final FakeAws aws = new FakeAws("111122223333");
  private final Journal journal = new Journal();
  private final PassingClock clock = new PassingClock();
  private final Aws.Transport way = new Silence(clock).on(journal);

  /** Each time through a door of another account, so that nothing is remembered. */
  private void ask(SsmClient ssm) {
    Object unused =
        new Aws(way)
            .call(
                ssm,
                GetServiceSettingRequest.builder()
                    .settingId("/ssm/managed-instance/default-ec2-instance-management-role")
                    .build(),
                SsmClient::getServiceSetting);
  }

  private void fail(int times) {
    for (int call = 0; call < times; call++) {
      assertThatThrownBy(() -> ask(aws.ssm("me-south-1"))).isInstanceOf(CallFailed.class);
    }
  }

  @Test
  void whatDoesNotAnswerIsNotWaitedForByEveryAccount() {
    journal.failAlways(CALL, SdkClientException.create("Connect timed out"));
    fail(10);

    assertThat(journal.calls()).hasSize(3);
    assertThatThrownBy(() -> ask(aws.ssm("me-south-1")))
        .isInstanceOfSatisfying(
            CallFailed.class,
            it -> assertThat(it.reason()).startsWith("Connect timed out (as other calls before"));
  }

  @Test
  void otherRegionsAreAsked() {
    journal.failAlways(CALL, SdkClientException.create("Connect timed out"));
    fail(3);
    journal.forget();

    assertThatThrownBy(() -> ask(aws.ssm("eu-west-1"))).isInstanceOf(CallFailed.class);

    assertThat(journal.calls()).hasSize(1);
  }

  @Test
  void refusalIsAnAnswer() {
    journal.failAlways(CALL, AwsError.of(403, "AccessDenied", "no"));
    fail(5);
    assertThat(journal.calls()).hasSize(5);
  }

  @Test
  void answerEndsTheRow() {
    for (int call = 0; call < 5; call++) {
      journal.failNext(CALL, SdkClientException.create("Read timed out"));
      fail(1);
      ask(aws.ssm("me-south-1"));
    }

    assertThat(journal.calls()).hasSize(10);
  }

  @Test
  void itIsTriedOnceAMinute() {
    journal.failAlways(CALL, SdkClientException.create("Connect timed out"));
    fail(5);
    clock.pass(Duration.ofSeconds(61));
    fail(5);

    assertThat(journal.calls()).hasSize(4);
  }
}
