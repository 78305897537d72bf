package org.sessionlogging.verification;

import java.util.Objects;
import java.util.function.Supplier;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.report.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code session-logging}. */
@Command(
    name = "session-logging",
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after the session logs of an AWS organization.")
public final class SessionLogging {
  private static final int COULD_NOT_JUDGE = Verdict.Sum.UNKNOWN.status();
  private static final int COLUMNS = 100;

  // Picocli itself looks at it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this.")
  private boolean help;

  private SessionLogging() {}

  /** Ends the process with the command's exit status. */
  public static void main(String[] arguments) {
    System.exit(command(Surroundings::ofTheProcess, Ansi.AUTO).execute(arguments));
  }

  /**
   * The command line.
   *
   * @param where it runs, for commands that ask
   * @param ansi whether colors are wanted; AUTO is only on a terminal, and without NO_COLOR
   */
  static CommandLine command(Supplier<Surroundings> where, Ansi ansi) {
    return new CommandLine(new SessionLogging())
        .addSubcommand(new VerifyCommand(where))
        .addSubcommand(new PoliciesCommand())
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(COLUMNS)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(said(failure));
              return COULD_NOT_JUDGE;
            });
  }

  /** Of the jar; empty when it is run from elsewhere. */
  static String version() {
    return Objects.toString(SessionLogging.class.getPackage().getImplementationVersion(), "");
  }

  /** What is no message of ours is told with its kind. */
  private static String said(Exception failure) {
    return failure instanceof CouldNotJudge || failure instanceof InvalidSettings
        ? failure.getMessage()
        : failure.toString();
  }
}
