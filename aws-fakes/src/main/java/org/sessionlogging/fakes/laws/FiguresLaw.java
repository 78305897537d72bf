package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.VirtualTime;
import org.sessionlogging.fakes.cloudwatch.FakeLogs;
import org.sessionlogging.fakes.cloudwatch.FakeMetrics;
import org.sessionlogging.fakes.store.Page;

/**
 * What every operation of a registered type costs, by the number of Regions and by how far away
 * they are: calls, the writes among them, the calls that tell CloudWatch of it, invocations of the
 * handler, and round trips, which are calls of any kind that wait for one another. All of it in a
 * function that is warm. The committed figures ({@code figures.json} among the type's test
 * resources) may not grow unnoticed. Those of this run are written to {@code target/figures.json},
 * and what a create with one more Region waits for, one round trip after the other, to {@code
 * target/chain-of-create.json}.
 */
public abstract class FiguresLaw<M, C> {
  private static final int[] REGIONS = {0, 1, 5, 16, 40};
  private static final int[] MILLISECONDS_OF_A_CALL = {20, 150};
  private static final String FILE = "figures.json";
  private static final String CHAIN = "chain-of-create.json";
  private static final String LOG_GROUP = "handlers";

  /** Those that end in a proof, where one is asked for. */
  private static final List<Measured> PROVEN =
      List.of(Measured.CREATE, Measured.UPDATE, Measured.UPDATE_TO_THE_SAME);

  private final TypeUnderTest<M, C> type;
  private final Models<M> models;

  protected FiguresLaw(TypeUnderTest<M, C> type) {
    this.type = type;
    this.models = Models.of(type);
  }

  /**
   * What is measured.
   *
   * @param regions for how many Regions beside the one of the operation
   */
  protected abstract Mode<M, C> mode(int regions);

  /** What else is measured, by name: the same without something that is asked for apart. */
  protected Map<String, IntFunction<Mode<M, C>>> others() {
    return Map.of();
  }

  /**
   * A call.
   *
   * @param answered when its answer is there, in milliseconds
   */
  private record Call(String name, long answered) {}

  /** An operation, and what it finds. */
  private enum Measured {
    CREATE,
    READ,
    UPDATE,
    /** Of what is as declared: what StackSets and drift detection repeat most. */
    UPDATE_TO_THE_SAME,
    DELETE,
    LIST
  }

  @BeforeEach
  void pagesAreAsLongAsOnAws() {
    Page.asARule();
  }

  @AfterEach
  void pagesAreShort() {
    Page.shortOnes();
  }

  @Test
  void noOperationCostsMoreThanIsCommitted() throws IOException {
    ObjectNode measured = JsonNodeFactory.instance.objectNode();
    for (Measured operation : Measured.values()) {
      measure(operation, "", this::mode, measured);
    }
    for (Map.Entry<String, IntFunction<Mode<M, C>>> other : new TreeMap<>(others()).entrySet()) {
      for (Measured operation : PROVEN) {
        measure(operation, " " + other.getKey(), other.getValue(), measured);
      }
    }
    write(FILE, measured);

    assertThat(grown("", committed(), measured))
        .as("look why; if it must be, `make bench RECORD=1` commits what this run has measured")
        .isEmpty();
  }

  private void measure(
      Measured operation, String name, IntFunction<Mode<M, C>> modes, ObjectNode measured)
      throws IOException {
    for (int regions : REGIONS) {
      for (int milliseconds : MILLISECONDS_OF_A_CALL) {
        measured
            .withObjectProperty(operation.name().toLowerCase(Locale.ROOT) + name)
            .withObjectProperty(String.valueOf(regions))
            .set(
                milliseconds + " ms",
                figures(operation, regions, milliseconds, modes.apply(regions)));
      }
    }
  }

  private ObjectNode figures(Measured operation, int regions, int milliseconds, Mode<M, C> mode)
      throws IOException {
    Scene<M, C> scene = new Scene<>(type, mode);
    if (operation != Measured.CREATE) {
      scene.create();
    }
    scene.journal().forget();
    VirtualTime time = scene.aws().time();
    List<Call> chain = new ArrayList<>();
    Consumer<String> waits =
        call -> {
          time.pass(milliseconds);
          chain.add(new Call(call, time.milliseconds()));
        };
    scene.journal().beforeEach(() -> waits.accept(last(scene.journal().calls())));
    List<String> told = new ArrayList<>();
    Consumer<String> tell =
        call -> {
          told.add(call);
          waits.accept(call);
        };
    WrapperDoor door =
        new WrapperDoor(
                type.reporting(
                    type.handler(scene.aws()),
                    scene.journal(),
                    new FakeLogs(tell).group(LOG_GROUP),
                    new FakeMetrics(tell),
                    time),
                models.schema().path("typeName").textValue(),
                type.account(),
                type.region(),
                Map.of())
            .logging(LOG_GROUP);
    // The first invocation of a function makes the stream of its log.
    JsonNode unused = door.toTheEnd("LIST", Map.of(), Map.of());
    int before = door.invocations();
    scene.journal().forget();
    told.clear();
    chain.clear();
    long begun = time.milliseconds();

    JsonNode end = carryOut(operation, scene, door);

    assertThat(end.path("status").asText())
        .as(operation + ", " + regions + " Regions: " + end)
        .isEqualTo("SUCCESS");
    if (operation == Measured.CREATE && regions == 1) {
      write(CHAIN, chain(chain, begun, milliseconds));
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("calls", scene.journal().calls().size())
        .put("writes", scene.journal().writes().size())
        .put("logCalls", told.size())
        .put("invocations", door.invocations() - before)
        .put("roundTrips", (time.milliseconds() - begun) / milliseconds);
  }

  private JsonNode carryOut(Measured operation, Scene<M, C> scene, WrapperDoor door)
      throws IOException {
    Map<String, Object> declared = models.properties(scene.declared());
    Map<String, Object> id = models.properties(scene.identifier());
    return switch (operation) {
      case CREATE -> door.toTheEnd("CREATE", declared, Map.of());
      case READ -> door.toTheEnd("READ", id, Map.of());
      case UPDATE -> door.toTheEnd("UPDATE", models.properties(scene.changed()), declared);
      case UPDATE_TO_THE_SAME -> door.toTheEnd("UPDATE", declared, declared);
      case DELETE -> door.toTheEnd("DELETE", id, Map.of());
      case LIST -> door.toTheEnd("LIST", Map.of(), Map.of());
    };
  }

  /** Round trips in their order, each with the calls that are made side by side in it. */
  private static JsonNode chain(List<Call> calls, long begun, int milliseconds) {
    ArrayNode trips = JsonNodeFactory.instance.arrayNode();
    calls.stream()
        .collect(
            Collectors.groupingBy(
                call -> (call.answered() - begun) / milliseconds,
                TreeMap::new,
                Collectors.mapping(Call::name, Collectors.toList())))
        .forEach((trip, names) -> names.forEach(trips.addArray()::add));
    return trips;
  }

  private static String last(List<String> calls) {
    return calls.get(calls.size() - 1);
  }

  private static void write(String file, JsonNode content) throws IOException {
    Files.writeString(
        Files.createDirectories(Path.of(System.getProperty("basedir", "."), "target"))
            .resolve(file),
        content.toPrettyString() + "\n");
  }

  private JsonNode committed() throws IOException {
    try (InputStream figures = type.modelType().getClassLoader().getResourceAsStream(FILE)) {
      return figures == null
          ? JsonNodeFactory.instance.objectNode()
          : new JsonMapper().readTree(figures);
    }
  }

  private static List<String> grown(String where, JsonNode committed, JsonNode measured) {
    if (!measured.isObject()) {
      int was = committed.asInt(-1);
      return measured.asInt() > was
          ? List.of("%s: %d -> %d".formatted(where.strip(), was, measured.asInt()))
          : List.of();
    }
    List<String> grown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> inner : measured.properties()) {
      String name = inner.getKey();
      grown.addAll(grown(where + " " + name, committed.path(name), inner.getValue()));
    }
    return grown;
  }
}
