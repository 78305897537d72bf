package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static Stream<Method> facts() {
    return Stream.of(
            BucketFacts.class,
            BucketSettingFacts.class,
            BucketAccessFacts.class,
            KeyFacts.class,
            KeyStateFacts.class,
            DocumentFacts.class,
            DocumentVersionFacts.class,
            ParameterFacts.class,
            IamFacts.class,
            RoleFacts.class,
            SettingFacts.class,
            KeyUseFacts.class,
            SimulationFacts.class,
            PrincipalFacts.class,
            Ec2Facts.class,
            BucketRetentionFacts.class,
            BucketReportFacts.class,
            ObjectFacts.class,
            SessionFacts.class,
            CloudFormationFacts.class,
            OrganizationsFacts.class)
        .flatMap(suite -> Arrays.stream(suite.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class));
  }

  @Test
  void everyFactHasAPageAnApiOrAThread() {
    List<Method> facts = facts().toList();

    assertThat(facts)
        .hasSizeGreaterThan(90)
        .allSatisfy(
            fact ->
                assertThat(fact.getAnnotation(Source.class))
                    .as(fact.getName())
                    .isNotNull()
                    .extracting(Source::value)
                    .asString()
                    .contains("https://"));
  }
}
