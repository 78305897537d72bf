package org.sessionlogging.fakes.laws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may know whom: handlers and type, the rooms of handles and parts below, the kit, the domain,
 * the door to AWS.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // Reading all classes takes seconds.
public abstract class ArchitectureLaw<M, C> {
  private static final String DOMAIN = "org.sessionlogging.domain";
  private static final String KIT = "org.sessionlogging.kit";
  private static final String DOOR = "org.sessionlogging.aws";
  private static final String HANDLE = KIT + ".reconcile.Handle";
  private static final String RECONCILER = KIT + ".reconcile.Reconciler";
  private static final String PLUGIN = "software.amazon.cloudformation..";
  private static final String SERVICES = "software.amazon.awssdk.services";

  private final TypeUnderTest<M, C> type;
  private final JavaClasses classes;

  protected ArchitectureLaw(TypeUnderTest<M, C> type) {
    this.type = type;
    this.classes = production(type.topPackage(), DOMAIN, KIT, DOOR);
  }

  /** All classes of some packages but the tests. */
  public static JavaClasses production(String... packages) {
    return ArchConfiguration.withThreadLocalScope(
        configuration -> {
          // The rules know other people's classes by their names.
          configuration.setResolveMissingDependenciesFromClassPath(false);
          return new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages(packages);
        });
  }

  private static String below(String name) {
    return name + "..";
  }

  private SortedSet<String> rooms() {
    return classes.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(type.topPackage() + "."))
        .map(name -> name.substring(type.topPackage().length() + 1).replaceFirst("\\..*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void roomsKnowNeitherTheTopNorThePluginNorEachOther() {
    assertThat(rooms()).isNotEmpty();
    for (String room : rooms()) {
      Set<String> others = new TreeSet<>(rooms());
      others.remove(room);
      noClasses()
          .that()
          .resideInAPackage(below(type.topPackage() + "." + room))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(type.topPackage(), PLUGIN)
          .check(classes);
      others.forEach(
          other ->
              noClasses()
                  .that()
                  .resideInAPackage(below(type.topPackage() + "." + room))
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage(below(type.topPackage() + "." + other))
                  .check(classes));
    }
  }

  @Test
  void eachRoomCallsItsOwnServices() {
    assertThat(type.servicesByRoom()).containsOnlyKeys(rooms());
    type.servicesByRoom()
        .forEach(
            (room, services) ->
                assertThat(servicesOf(type.topPackage() + "." + room))
                    .as(room)
                    .isEqualTo(services));
  }

  private Set<String> servicesOf(String room) {
    return classes.stream()
        .filter(it -> it.getPackageName().startsWith(room))
        .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
        .map(it -> it.getTargetClass().getPackageName())
        .filter(name -> name.startsWith(SERVICES + "."))
        .map(name -> name.substring(SERVICES.length() + 1).replaceFirst("\\..*", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void onlyTheReconcilerWritesToAHandle() {
    noClasses()
        .that(
            describe(
                "are not the reconciler", (JavaClass it) -> !it.getName().startsWith(RECONCILER)))
        .should()
        .callMethodWhere(
            describe(
                "it is a handle's write",
                (JavaMethodCall call) ->
                    call.getName().equals("write")
                        && call.getTargetOwner().isAssignableTo(HANDLE)
                        // A generic type's own bridge calls what it bridges to.
                        && !call.getOriginOwner().equals(call.getTargetOwner())))
        .check(classes);
  }

  @Test
  void kitKnowsNoServiceNoDomainAndNoType() {
    noClasses()
        .that()
        .resideInAPackage(below(KIT))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(SERVICES), below(DOMAIN), below(type.topPackage()))
        .check(classes);
  }

  @Test
  void kitsRoomsStandOnEachOtherInOneDirection() {
    noClasses()
        .that()
        .resideInAPackage(below(KIT + ".reconcile"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(KIT + ".contract"), below(KIT + ".custom"))
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(below(KIT + ".contract"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(below(KIT + ".custom"))
        .check(classes);
  }

  @Test
  void domainKnowsNothingButJson() {
    classes()
        .that()
        .resideInAPackage(below(DOMAIN))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(below(DOMAIN), "java..", "com.fasterxml.jackson..")
        .check(classes);
  }

  @Test
  void doorKnowsNeitherPluginNorServiceNorAnythingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage(below(DOOR))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            PLUGIN, below(SERVICES), below(DOMAIN), below(KIT), below(type.topPackage()))
        .check(classes);
  }
}
