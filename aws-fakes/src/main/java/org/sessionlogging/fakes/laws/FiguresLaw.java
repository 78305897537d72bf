package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Driver;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * What every operation costs, by the number of Regions: calls, the writes among them, invocations
 * of the handler, and round trips, which are calls that wait for one another. The committed figures
 * ({@code figures.json} among the type's test resources) may not grow unnoticed. Those of this run
 * are written to {@code target/figures.json}.
 */
public abstract class FiguresLaw<M, C> {
  private static final int[] REGIONS = {0, 1, 5, 16};
  private static final String FILE = "figures.json";

  private final TypeUnderTest<M, C> type;

  protected FiguresLaw(TypeUnderTest<M, C> type) {
    this.type = type;
  }

  /**
   * What is measured.
   *
   * @param regions for how many Regions beside the one of the operation
   */
  protected abstract Mode<M, C> mode(int regions);

  /** An operation, and what it finds. */
  private enum Measured {
    CREATE(Work.CREATE),
    READ(Work.READ),
    UPDATE(Work.UPDATE),
    /** Of what is as declared: what StackSets and drift detection repeat most. */
    UPDATE_TO_THE_SAME(Work.REPAIR),
    DELETE(Work.DELETE),
    LIST(Work.LIST);

    private final Work work;

    Measured(Work work) {
      this.work = work;
    }
  }

  @Test
  void noOperationCostsMoreThanIsCommitted() throws IOException {
    ObjectNode measured = JsonNodeFactory.instance.objectNode();
    for (Measured operation : Measured.values()) {
      for (int regions : REGIONS) {
        measured
            .withObjectProperty(operation.name().toLowerCase(Locale.ROOT))
            .set(String.valueOf(regions), figures(operation, regions));
      }
    }
    Files.writeString(
        Files.createDirectories(Path.of(System.getProperty("basedir", "."), "target"))
            .resolve(FILE),
        measured.toPrettyString() + "\n");

    assertThat(grown(committed(), measured))
        .as("look why; if it must be, `make bench RECORD=1` commits what this run has measured")
        .isEmpty();
  }

  private ObjectNode figures(Measured operation, int regions) {
    Scene<M, C> scene = new Scene<>(type, mode(regions));
    operation.work.prepare(scene);
    scene.journal().forget();
    Driver<M, C> driver = scene.driver();
    ProgressEvent<M, C> end = operation.work.carryOut(scene, driver);
    assertThat(end.getMessage()).as(operation + ", " + regions + " Regions").isNull();
    return JsonNodeFactory.instance
        .objectNode()
        .put("calls", scene.journal().calls().size())
        .put("writes", scene.journal().writes().size())
        .put("invocations", driver.invocations())
        .put("roundTrips", scene.journal().roundTrips());
  }

  private JsonNode committed() throws IOException {
    try (InputStream figures = type.modelType().getClassLoader().getResourceAsStream(FILE)) {
      return figures == null
          ? JsonNodeFactory.instance.objectNode()
          : new JsonMapper().readTree(figures);
    }
  }

  private static List<String> grown(JsonNode committed, JsonNode measured) {
    List<String> grown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operation : measured.properties()) {
      for (Map.Entry<String, JsonNode> regions : operation.getValue().properties()) {
        JsonNode before = committed.path(operation.getKey()).path(regions.getKey());
        for (Map.Entry<String, JsonNode> figure : regions.getValue().properties()) {
          int was = before.path(figure.getKey()).asInt(-1);
          int is = figure.getValue().asInt();
          if (is > was) {
            grown.add(
                "%s, %s Regions: %s %d -> %d"
                    .formatted(operation.getKey(), regions.getKey(), figure.getKey(), was, is));
          }
        }
      }
    }
    return grown;
  }
}
