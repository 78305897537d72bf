package org.sessionlogging.verification.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.report.Part;

/**
 * The file that a run keeps what it has found in: its question in the first line, then a line an
 * account. It is gone when a run has come to its end.
 *
 * @param resume whether to go on from what it holds
 * @param said takes what is to be known of it
 */
public record KeptFile(Path path, boolean resume, Clock clock, Consumer<String> said) {
  private static final Duration FRESH = Duration.ofHours(24);
  private static final String BEGUN = "session-logging verify";
  private static final String MARK = "{\"" + BEGUN + "\":";

  /**
   * Opens it, for this process alone. A run that nothing can be kept of goes on all the same.
   *
   * @param question all that an answer depends on
   * @throws CouldNotJudge when it can't be gone on from, as it answers another question
   */
  public Kept open(ObjectNode question) {
    Map<String, Part> before = new TreeMap<>();
    long end = Files.isRegularFile(path) ? read(question, before) : 0;
    Kept kept = kept(before, end);
    if (end == 0) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      ObjectNode first = Json.object().put(BEGUN, now.toString());
      first.set("question", question);
      kept.write(first);
    }
    return kept;
  }

  /** Takes lines behind what is kept of it. Nobody else needs to read what it says of accounts. */
  private Kept kept(Map<String, Part> before, long end) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(file)) {
        file.close();
        throw new CouldNotJudge(
            "Another run keeps what it finds in "
                + path
                + ". Wait for its end, or name another file with --state.");
      }
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      }
      return new Kept(
          before, Channels.newOutputStream(file.truncate(end).position(end)), this::remove);
    } catch (IOException e) {
      said.accept(
          "If it is stopped, this run can't be resumed: "
              + e
              + ". Name a file that can be written with --state.");
      return new Kept(before, OutputStream.nullOutputStream(), () -> {});
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      said.accept(path + " can't be removed: " + e);
    }
  }

  private static boolean isOurs(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Reads what is there, where it is wanted; a last line that was not written to its end is left
   * out.
   *
   * @return how many bytes of it stay
   */
  private long read(ObjectNode question, Map<String, Part> before) {
    String text = text();
    if (!text.startsWith(MARK) && !MARK.startsWith(text)) {
      throw new CouldNotJudge(
          path + " is no file of this command, and is left alone. Name another with --state.");
    }
    String whole = resume ? text.substring(0, text.lastIndexOf('\n') + 1) : "";
    List<ObjectNode> lines = whole.lines().map(it -> Json.parse(it).orElseThrow()).toList();
    lines.stream().findFirst().ifPresent(it -> refuseOther(question, it));
    lines.stream().skip(1).map(Kept::part).forEach(it -> before.put(it.account(), it));
    return whole.getBytes(StandardCharsets.UTF_8).length;
  }

  private String text() {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CouldNotJudge(
          path + " can't be read: " + e + ". Make it readable, or name another with --state.");
    }
  }

  private void refuseOther(ObjectNode question, ObjectNode first) {
    String begun = first.path(BEGUN).asText();
    if (!first.path("question").equals(question)) {
      throw new CouldNotJudge(
          path
              + " answers another question: other options, other Regions or keys, or another version of this command."
              + " Ask as then, or leave out --resume.");
    }
    if (Duration.between(Instant.parse(begun), clock.instant()).compareTo(FRESH) > 0) {
      throw new CouldNotJudge(
          path + " was begun at " + begun + ", more than 24 hours ago. Leave out --resume.");
    }
  }
}
