package org.sessionlogging.member;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;

/** Who may know whom. */
@AnalyzeClasses(packages = "org.sessionlogging", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule partsKnowNeitherHandlersNorTheGeneratedModelNorThePlugin =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.sessionlogging.member.document", "org.sessionlogging.member.policy")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.sessionlogging.member", "software.amazon.cloudformation..");

  @ArchTest
  static final ArchRule onlyTheReconcilerWritesThroughAHandle =
      noClasses()
          .that()
          .resideInAPackage("org.sessionlogging.member..")
          .should()
          .callMethod(Handle.class, "write", Object.class, Optional.class);

  @ArchTest
  static final ArchRule partsOfDifferentServicesDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("org.sessionlogging.member.document")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.sessionlogging.member.policy", "software.amazon.awssdk.services.iam..");

  @ArchTest
  static final ArchRule policiesKnowNothingOfDocuments =
      noClasses()
          .that()
          .resideInAPackage("org.sessionlogging.member.policy")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.sessionlogging.member.document", "software.amazon.awssdk.services.ssm..");

  @ArchTest
  static final ArchRule theDomainKnowsNeitherSdkNorPlugin =
      noClasses()
          .that()
          .resideInAPackage("org.sessionlogging.domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..",
              "com.amazonaws..",
              "org.sessionlogging.kit..",
              "org.sessionlogging.member..");

  @ArchTest
  static final ArchRule theKitKnowsNoService =
      noClasses()
          .that()
          .resideInAPackage("org.sessionlogging.kit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk.services..",
              "org.sessionlogging.domain..",
              "org.sessionlogging.member..");
}
