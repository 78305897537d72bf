package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * A session document of a name of its own beside the preferences: two resources, the same roles.
 */
class TwoDocumentsTest {
  private static final String OWN = "Operators";
  private static final ResourceModel NAMED = model().toBuilder().documentName(OWN).build();

  private final World world = new World();

  private static ResourceModel named(String name) {
    return ResourceModel.builder().documentName(name).build();
  }

  private static ResourceModel declared(String name) {
    return name.equals(OWN) ? NAMED : model();
  }

  private static String other(String name) {
    return name.equals(OWN) ? World.PREFERENCES : OWN;
  }

  @BeforeEach
  void makeBoth() {
    succeeded(world.here.create(model()));
    succeeded(world.here.create(NAMED));
  }

  private void isWhole(String name) {
    ResourceModel read = succeeded(world.here.read(named(name)));
    assertThat(read.getDocumentName()).isEqualTo(name);
    assertThat(read.getRoleNames()).isEqualTo(model().getRoleNames());
    assertThat(world.attached()).allSatisfy(it -> assertThat(it).contains(read.getPolicyArn()));
    world.journal.forget();
    succeeded(world.here.update(declared(name), declared(name)));
    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void eachIsToldFromTheOther() {
    isWhole(OWN);
    isWhole(World.PREFERENCES);
    failed(world.here.create(NAMED), HandlerErrorCode.AlreadyExists);
    failed(world.here.create(model()), HandlerErrorCode.AlreadyExists);
    assertThat(world.here.list(null).getResourceModels())
        .containsExactlyInAnyOrder(named(OWN), identifier());
  }

  @ParameterizedTest
  @ValueSource(strings = {OWN, World.PREFERENCES})
  void oneChangesAndGoesWithoutTheOther(String name) {
    ResourceModel changed =
        declared(name).toBuilder().idleSessionTimeout(7).logPrefix("sessions").build();
    succeeded(world.here.update(declared(name), changed));
    isWhole(other(name));
    succeeded(world.here.delete(named(name)));

    isWhole(other(name));
    assertThat(world.documents()).containsOnlyKeys(other(name));
    succeeded(world.here.delete(named(other(name))));
    assertThat(world.iam.policies).isEmpty();
    assertThat(world.attached()).allMatch(Set::isEmpty);
    assertThat(world.aws.ssm().parametersIn(World.HERE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {OWN, World.PREFERENCES})
  void oneThatIsDeletedByHandIsNotFoundAndMadeAgain(String name) {
    world.documents().remove(name);

    failed(world.here.read(named(name)), HandlerErrorCode.NotFound);
    failed(world.here.update(declared(name), declared(name)), HandlerErrorCode.NotFound);
    isWhole(other(name));
    succeeded(world.here.create(declared(name)));
    isWhole(name);
    isWhole(other(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {OWN, World.PREFERENCES})
  void oneThatIsDeletedByHandLeavesNothingOnDelete(String name) {
    world.documents().remove(name);

    succeeded(world.here.delete(named(name)));

    isWhole(other(name));
    succeeded(world.here.delete(named(other(name))));
    assertThat(world.iam.policies).isEmpty();
    assertThat(world.aws.ssm().parametersIn(World.HERE)).isEmpty();
  }

  @Test
  void aDocumentThatIsNotThisTypesIsNotFound() {
    world.add("Foreign", "{}");

    failed(world.here.read(named("Foreign")), HandlerErrorCode.NotFound);
    failed(world.here.delete(named("Foreign")), HandlerErrorCode.NotFound);
    assertThat(world.documents()).containsKey("Foreign");
  }
}
