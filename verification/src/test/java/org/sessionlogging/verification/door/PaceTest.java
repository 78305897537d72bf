package org.sessionlogging.verification.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

class PaceTest {
  private final AtomicLong now = new AtomicLong(-7_000_000_000L);
  private final List<Long> waits = new ArrayList<>();
  private final Pace pace =
      new Pace(
          Aws.withOwnCredentials(),
          Map.of("sts", 4),
          Integer.MAX_VALUE,
          new Pace.Time(
              now::get,
              wait -> {
                waits.add(wait / 1_000_000);
                now.addAndGet(wait);
              }));

  private String assume() {
    return pace.send(AssumeRoleRequest.builder().build(), it -> null) + "";
  }

  @Test
  void serviceIsNotAskedMoreOften() {
    for (int call = 0; call < 4; call++) {
      assertThat(assume()).isEqualTo("null");
    }

    assertThat(waits).containsExactly(250L, 250L, 250L);
  }

  @Test
  void whoHasWaitedAnywayDoesNotWait() {
    assume();
    now.addAndGet(250_000_000);
    assume();
    now.addAndGet(10_000_000_000L);
    assume();

    assertThat(waits).isEmpty();
  }

  @Test
  void otherServicesHaveTheirOwn() {
    assume();
    for (int call = 0; call < 100; call++) {
      assertThat((Object) pace.send(GetRoleRequest.builder().build(), it -> null)).isNull();
    }

    assertThat(waits).isEmpty();
  }
}
