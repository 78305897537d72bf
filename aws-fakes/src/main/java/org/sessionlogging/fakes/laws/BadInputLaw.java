package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What needs no AWS to be wrong is refused before any call, in a sentence about the property. */
public abstract class BadInputLaw<M, C> {
  private final TypeUnderTest<M, C> type;

  protected BadInputLaw(TypeUnderTest<M, C> type) {
    this.type = type;
  }

  @TestFactory
  Stream<DynamicTest> badInputIsRefusedBeforeAnyCall() {
    return type.badInputs().map(it -> DynamicTest.dynamicTest(it.message(), () -> isRefused(it)));
  }

  private void isRefused(TypeUnderTest.BadInput<M> bad) {
    Scene<M, C> scene = new Scene<>(type, type.modes().get(0));

    for (ProgressEvent<M, C> end :
        List.of(
            scene.driver().create(bad.declared()),
            scene.driver().update(scene.declared(), bad.declared()))) {
      assertThat(end.getErrorCode())
          .as(end.getMessage())
          .isEqualTo(HandlerErrorCode.InvalidRequest);
      assertThat(end.getMessage()).startsWith(bad.message()).endsWith(".");
      assertThat(end.getResourceModel()).isNull();
    }
    assertThat(scene.journal().calls()).isEmpty();
  }
}
