package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.sessionlogging.domain.json.Json;

/** What a large organization costs: memory, and calls. */
class SizeTest {
  private static final int REGIONS = 17;

  private static Map<String, Long> found(JsonNode report) {
    return report.findValuesAsText("check").stream()
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  @Test
  void ofACrowdThatIsFoundWhichIsBroken() {
    Crowd crowd = new Crowd(101, REGIONS);

    JsonNode report = Json.parse(crowd.run("--format", "json").out()).orElseThrow();

    assertThat(found(report)).isEqualTo(Map.of("preferences", 1L));
    assertThat(report.path("accounts")).hasSize(102);
    assertThat(report.path("regions")).hasSize(REGIONS);
    assertThat(report.path("proven").asInt())
        .as("per account and Region, each check")
        .isBetween(102 * REGIONS * 6, 102 * REGIONS * 30);
  }

  /** The organization that is looked at lives in the same memory. */
  @Test
  @Tag("sampled")
  @EnabledIfSystemProperty(named = "laws", matches = "whole")
  void ofThousandsOfAccountsFindingsAloneAreHeld() throws IOException, InterruptedException {
    Path out = Path.of(System.getProperty("basedir", "."), "target", "crowd.json");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Crowd.class.getName(),
                "4999",
                String.valueOf(REGIONS))
            .redirectOutput(out.toFile())
            .redirectError(Redirect.INHERIT)
            .start();

    assertThat(process.waitFor()).isOne();
    JsonNode report = Json.parse(Files.readString(out)).orElseThrow();
    assertThat(report.path("accounts")).hasSize(5_000);
    assertThat(found(report)).isEqualTo(Map.of("account", 5L, "preferences", 50L));
  }

  /** Calls for a healthy account with one role, by the number of Regions. */
  @Test
  void noAccountTakesMoreCallsThanAreCommitted() throws IOException {
    Map<String, Integer> measured = new TreeMap<>();
    for (int regions : List.of(1, REGIONS)) {
      measured.put("account, Regions: " + regions, callsFor(regions, 2) - callsFor(regions, 1));
    }

    JsonNode committed;
    try (var figures = SizeTest.class.getResourceAsStream("/figures.json")) {
      committed =
          Json.parse(new String(figures.readAllBytes(), StandardCharsets.UTF_8)).orElseThrow();
    }
    assertThat(measured)
        .as("look why; if it must be, commit it here and in docs/scaling.md")
        .allSatisfy((what, calls) -> assertThat(calls).isEqualTo(committed.path(what).asInt(0)));
    assertThat(guide()).contains("| " + committed.path("account, Regions: 17").asInt() + " |");
  }

  private static int callsFor(int regions, int members) {
    Crowd crowd = new Crowd(members, regions);
    assertThat(crowd.run().status()).isZero();
    return (int)
        crowd.journal.calls().stream().filter(it -> !it.startsWith("organizations ")).count();
  }

  private static String guide() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .resolveSibling("docs")
            .resolve("scaling.md"));
  }
}
