package org.sessionlogging.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sessionlogging.verification.policies.PolicyFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code session-logging policies}. */
@Command(
    name = "policies",
    description =
        "Writes the policies that a deployment would create, and the guardrails for it. Asks AWS nothing.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:written", "2:the input can't be carried out"})
final class PoliciesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "INPUT",
      description = "What is to be declared, in JSON or YAML: docs/reviewing.md.")
  private Path input;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      defaultValue = "policies",
      description = "Where to; default: ${DEFAULT-VALUE}. Files of these names are overwritten.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    for (Map.Entry<String, String> file : PolicyFiles.of(Files.readString(input)).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      spec.commandLine().getOut().println(path);
    }
    return CommandLine.ExitCode.OK;
  }
}
