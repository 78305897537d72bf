package org.sessionlogging.verification.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.report.Part;
import org.sessionlogging.verification.report.Verdict.Found;

/** What a run has found so far, a line an account, in a file from which another can go on. */
public final class Kept implements AutoCloseable {
  private final Map<String, Part> before;
  private final OutputStream lines;
  private final Runnable remove;

  /**
   * @param before by account
   * @param lines takes further ones
   * @param remove what is kept
   */
  Kept(Map<String, Part> before, OutputStream lines, Runnable remove) {
    this.before = before;
    this.lines = lines;
    this.remove = remove;
  }

  /** What the run that this one goes on from has found. */
  Optional<Part> of(String account) {
    return Optional.ofNullable(before.get(account));
  }

  /** An account that could not be reached is not kept: it is to be tried again. */
  synchronized void add(Part part) {
    if (!part.isUnreached()) {
      write(line(part));
    }
  }

  /** All is found: there is nothing to go on from. */
  public void remove() {
    remove.run();
  }

  void write(ObjectNode line) {
    try {
      lines.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CouldNotJudge(
          "What was found can't be kept: " + e.getMessage() + ". Make room, then add --resume.");
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new CouldNotJudge("What was found can't be kept: " + e.getMessage() + ".");
    }
  }

  private static ObjectNode line(Part part) {
    ObjectNode line = Json.object().put("account", part.account()).put("proven", part.proven());
    ArrayNode findings = line.putArray("findings");
    part.told().forEach(it -> findings.add(it.json().put("reason", it.finding().reason().name())));
    return line;
  }

  static Part part(ObjectNode line) {
    List<Found> told = new ArrayList<>();
    line.path("findings").forEach(it -> told.add(Found.of(it)));
    return new Part(line.path("account").asText(), told, line.path("proven").asLong());
  }
}
