package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.ACCOUNT;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.laws.Models;
import org.sessionlogging.kit.contract.Invocation;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Whatever somebody changes by hand shows in read where a property is about it, and the next update
 * puts it right. {@link Drift} is the table.
 */
class DriftTest {
  private static final Models<ResourceModel> MODELS =
      new Models<>(ResourceModel.class, Central.SCHEMA, Map.of());

  /**
   * The resource itself, what a creation may have made once too often, and what is somebody's: a
   * bucket and keys.
   */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "bucket",
          "keys without a name",
          "access log bucket",
          "given key for the bucket",
          "given key for the sessions");

  private final World world = world();

  private static World world() {
    World world = new World();
    AccessLogs.add(world.aws, REGION);
    Given.key(world.aws, Drift.GIVEN.getExistingBucketKeyArn());
    Given.key(world.aws, Drift.GIVEN.getExistingSessionKeyArn());
    return world;
  }

  static Stream<Drift> drifts() {
    return Drift.all();
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void driftShowsAndTheNextUpdateRepairsIt(Drift drift) {
    ResourceModel right = world.driver.create(drift.declared()).getResourceModel();
    String picture = lasting();

    drift.byHand().accept(world);
    assertThat(lasting()).isNotEqualTo(picture);
    assertThat(MODELS.differences(right, read())).isEqualTo(drift.shown());

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver.update(drift.declared(), drift.declared());
    assertThat(end.getMessage()).isNull();
    assertThat(lasting()).isEqualTo(picture);
    assertThat(read()).isEqualTo(right);
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void updateRepairsDriftThroughStaleReads(Drift drift) {
    world.driver.create(drift.declared());
    String picture = lasting();
    drift.byHand().accept(world);
    world.aws.lag(api -> api.startsWith("s3 Get") ? 1 : 0);

    assertThat(world.driver.update(drift.declared(), drift.declared()).getMessage()).isNull();
    assertThat(lasting()).isEqualTo(picture);
  }

  /** A property that drift detection can't be shown to see is as good as none. */
  @Test
  void everyPropertyThatAnUpdateMayChangeHasACase() {
    Set<String> shown = new TreeSet<>();
    Drift.all().forEach(it -> shown.addAll(it.shown()));

    assertThat(shown)
        .as("each property that can drift, by the table in Drift.java")
        .containsAll(MODELS.changeable());
  }

  @Test
  void everyPartHasACase() {
    Set<String> repaired = new TreeSet<>();
    Set<String> parts = new TreeSet<>();
    Drift.all()
        .forEach(
            drift -> {
              parts.addAll(parts(drift.declared()));
              repaired.addAll(repaired(drift));
            });

    assertThat(repaired)
        .as("the parts that an update puts right, by the table in Drift.java")
        .containsAll(parts);
  }

  private static List<String> parts(ResourceModel declared) {
    FakeAws aws = world().aws;
    Invocation invocation =
        new Invocation(
            "aws",
            ACCOUNT,
            REGION,
            new TreeMap<>(),
            Optional.empty(),
            () -> false,
            new Aws(Aws.withOwnCredentials(), aws.time()),
            new CallbackContext(),
            line -> {});
    return World.type(aws).parts(declared, invocation).stream()
        .map(part -> setting(part.handle().name()))
        .filter(name -> !NO_SETTINGS.contains(name))
        .toList();
  }

  /** The reconciler logs what it writes. */
  private static List<String> repaired(Drift drift) {
    World world = world();
    world.driver.create(drift.declared());
    drift.byHand().accept(world);
    int before = world.driver.log().size();
    world.driver.update(drift.declared(), drift.declared());
    return world.driver.log().stream()
        .skip(before)
        .map(line -> setting(line.replaceFirst(": (?:changed from .*|made)$", "")))
        .toList();
  }

  /** Of replicas, whichever Region they are in. */
  private static String setting(String part) {
    return part.replaceFirst(" in [a-z]+(?:-[a-z]+)+-[0-9]+$", "");
  }

  /** But for keys that wait for their deletion: a replica where none is declared. */
  private String lasting() {
    return new CentralUnderTest().lasting(world.aws);
  }

  private ResourceModel read() {
    ProgressEvent<ResourceModel, CallbackContext> read = world.driver.read(World.named(NAME));
    assertThat(read.getMessage()).isNull();
    return read.getResourceModel();
  }
}
