package org.sessionlogging.verification;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.sessionlogging.verification.run.KeptFile;
import picocli.CommandLine.Option;

/** The options of {@code verify} about a run that was stopped. */
final class Resuming {
  @Option(
      names = "--resume",
      description = "Goes on from where the same command was stopped less than 24 hours ago.")
  private boolean resume;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Keeps what is found until all is; default: a file of the bucket below ~/.local/state/session-logging.")
  private Path state;

  /**
   * Where a run keeps what it finds.
   *
   * @param told takes what there is to be said of it
   */
  KeptFile file(Surroundings surroundings, String bucket, Consumer<String> told) {
    return new KeptFile(
        Optional.ofNullable(state).orElseGet(() -> surroundings.state().resolve(bucket + ".jsonl")),
        resume,
        surroundings.clock(),
        told);
  }
}
