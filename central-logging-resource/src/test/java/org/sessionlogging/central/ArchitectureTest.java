package org.sessionlogging.central;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;

/** The direction of dependencies: handlers and type to parts, types to kit and domain. */
@AnalyzeClasses(
    packages = "org.sessionlogging",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String HANDLERS = "org.sessionlogging.central";
  private static final String[] PARTS = {
    "org.sessionlogging.central.bucket..", "org.sessionlogging.central.keys.."
  };
  private static final String KIT = "org.sessionlogging.kit..";
  private static final String DOMAIN = "org.sessionlogging.domain..";
  private static final String PLUGIN = "software.amazon.cloudformation..";
  private static final String SDK = "software.amazon.awssdk..";
  private static final String SERVICES = "software.amazon.awssdk.services..";

  @ArchTest
  static final ArchRule partsKnowNeitherHandlersNorModelNorPlugin =
      noClasses()
          .that()
          .resideInAnyPackage(PARTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HANDLERS, PLUGIN);

  @ArchTest
  static final ArchRule kitKnowsNoServiceAndNoType =
      noClasses()
          .that()
          .resideInAPackage(KIT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVICES, DOMAIN, "org.sessionlogging.central..");

  @ArchTest
  static final ArchRule domainKnowsNothingOfAws =
      noClasses()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SDK, PLUGIN, "com.amazonaws..", KIT, "org.sessionlogging.central..");

  @ArchTest
  static final ArchRule onlyTheReconcilerWritesThroughAHandle =
      noClasses()
          .that()
          .resideInAPackage("org.sessionlogging.central..")
          .should()
          .callMethod(Handle.class, "write", Object.class, Optional.class);
}
