package org.sessionlogging.domain;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.ParameterizedTest;

/** A test that holds for all {@link GeneratedSettings}. Its failure names the seed and the case. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed " + GeneratedSettings.SEED + ", case {index}: {arguments}")
@Tag("sampled")
@ExtendWith(Law.FailureNamesCase.class)
public @interface Law {
  /** A report has the name of the method only. */
  final class FailureNamesCase implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
      throw new AssertionError(context.getDisplayName() + "\n" + failure.getMessage(), failure);
    }
  }
}
