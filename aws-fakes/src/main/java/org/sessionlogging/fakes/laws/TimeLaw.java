package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.VirtualTime;

/**
 * No invocation takes long, however many Regions there are and however far away they are: beyond 30
 * seconds CloudFormation charges each second, and no longer waits for read and list. The type's
 * handlers have {@link org.sessionlogging.fakes.FakeAws#time} for a clock, and ask side by side
 * through it.
 */
public abstract class TimeLaw<M, C> {
  private static final int REGIONS = 40;
  private static final int MILLISECONDS_OF_A_CALL = 300;
  private static final long LONGEST = 30_000;

  private final TypeUnderTest<M, C> type;

  protected TimeLaw(TypeUnderTest<M, C> type) {
    this.type = type;
  }

  /**
   * What is measured.
   *
   * @param regions for how many Regions beside the one of the operation
   */
  protected abstract Mode<M, C> mode(int regions);

  /**
   * Two hours are what CloudFormation takes for granted, too. The longest of what is waited out,
   * the name of a deleted bucket, takes 45 minutes, a replica of a key 20, an outage 20; one may
   * follow the other.
   */
  @ParameterizedTest
  @ValueSource(strings = {"create", "update", "delete"})
  void schemaGivesTheTimeThatWaitingMayTake(String handler) {
    assertThat(Models.of(type).schema().at("/handlers/" + handler + "/timeoutInMinutes").asInt())
        .isGreaterThanOrEqualTo(120);
  }

  @ParameterizedTest
  @EnumSource
  void noInvocationTakesLong(Work work) {
    Scene<M, C> scene = new Scene<>(type, mode(REGIONS));
    work.prepare(scene);
    VirtualTime time = scene.aws().time();
    scene.journal().beforeEach(() -> time.pass(MILLISECONDS_OF_A_CALL));
    List<Long> invocations = new ArrayList<>();
    Driver.Handler<M, C> handler = type.handler(scene.aws());
    Driver<M, C> driver =
        new Driver<>(
            (action, transport, request, context, logger) -> {
              long begun = time.milliseconds();
              try {
                return handler.handle(action, transport, request, context, logger);
              } finally {
                invocations.add(time.milliseconds() - begun);
              }
            },
            scene.journal(),
            type.contextType(),
            type.request(type.region()));

    assertThat(work.carryOut(scene, driver).getMessage()).isNull();

    assertThat(invocations).allMatch(took -> took > 0 && took <= LONGEST);
  }
}
