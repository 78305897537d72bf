package org.sessionlogging.verification.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.domain.json.Json;

/** The schema of a type, which comes with the command. */
enum Schema {
  CENTRAL("sessionmanager-logging-central.json"),
  MEMBER("sessionmanager-logging-member.json");

  private final String resource;

  Schema(String resource) {
    this.resource = "/" + resource;
  }

  /** Names of the properties that can be declared. */
  SortedSet<String> properties() {
    try (InputStream schema = Schema.class.getResourceAsStream(resource)) {
      return Json.parse(new String(schema.readAllBytes(), UTF_8))
          .orElseThrow()
          .path("properties")
          .properties()
          .stream()
          .map(Map.Entry::getKey)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
