package org.sessionlogging.verification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.laws.ArchitectureLaw;

/** The command and the facts stand on the door and the domain; neither plugin nor type is there. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      ArchitectureLaw.production("org.sessionlogging.access", "org.sessionlogging.verification");

  @Test
  void factsStandOnDoorAndDomain() {
    classes()
        .that()
        .resideInAPackage("org.sessionlogging.access..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.sessionlogging.access..",
            "org.sessionlogging.aws..",
            "org.sessionlogging.domain..",
            "software.amazon.awssdk..")
        .check(CLASSES);
  }

  @Test
  void commandStandsOnFactsDoorAndDomain() {
    classes()
        .that()
        .resideInAPackage("org.sessionlogging.verification..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "com.fasterxml.jackson..",
            "org.sessionlogging.access..",
            "org.sessionlogging.aws..",
            "org.sessionlogging.domain..",
            "org.sessionlogging.verification..",
            "picocli..",
            "software.amazon.awssdk..")
        .check(CLASSES);
  }
}
