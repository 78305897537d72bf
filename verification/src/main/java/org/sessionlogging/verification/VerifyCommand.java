package org.sessionlogging.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.report.HtmlReport;
import org.sessionlogging.verification.report.JsonReport;
import org.sessionlogging.verification.report.TableReport;
import org.sessionlogging.verification.report.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code session-logging verify}. */
@Command(
    name = "verify",
    description =
        "Says whether the sessions of every account and Region will be logged. Runs in the log account and changes nothing.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:fine", "1:something is wrong", "2:could not judge"})
final class VerifyCommand implements Callable<Integer> {

  /** Forms of a report. */
  enum Format {
    table,
    json,
    html
  }

  /** One way to say which accounts. */
  static final class Which {
    @Option(
        names = "--accounts",
        split = ",",
        paramLabel = "ID",
        description = "Only these accounts.")
    private List<String> accounts = List.of();

    @Option(
        names = "--ou",
        paramLabel = "OU",
        description = "Only the accounts below this organizational unit or root.")
    private String unit;
  }

  @Spec private CommandSpec spec;

  @Option(names = "--bucket", required = true, paramLabel = "NAME", description = "The log bucket.")
  private String bucket;

  @ArgGroup private Which which = new Which();

  @Option(
      names = "--regions",
      split = ",",
      paramLabel = "REGION",
      description = "Default: those that the session key is in.")
  private List<String> regions = List.of();

  @Option(
      names = "--role-name",
      required = true,
      paramLabel = "ROLE",
      description =
          "The role that is assumed in each other account, with its path: session-logging/SessionLoggingAuditor.")
  private String role;

  @Option(
      names = "--stack-set",
      paramLabel = "NAME",
      description =
          "The StackSet that deploys Member, in the bucket's Region. Default: the one in the stack of the bucket.")
  private String stackSet;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Format format;

  private final Doors doors;
  private final String region;

  /**
   * @param region where to ask first
   */
  VerifyCommand(Doors doors, String region) {
    this.doors = doors;
    this.region = region;
  }

  @Override
  public Integer call() {
    Verdict verdict = new Verification(doors, region, question()).verdict();
    CommandLine command = spec.commandLine();
    command
        .getOut()
        .print(
            switch (format) {
              case table -> new TableReport(verdict, command.getColorScheme().ansi()).text();
              case json -> new JsonReport(verdict).text();
              case html -> new HtmlReport(verdict, typed(command), Instant.now()).text();
            });
    command.getOut().flush();
    return verdict.sum().status();
  }

  /** What somebody typed to run this, less the way to the program. */
  private static String typed(CommandLine command) {
    CommandLine program = command.getParent();
    return program.getCommandName()
        + " "
        + String.join(" ", program.getParseResult().originalArgs());
  }

  private Question question() {
    SortedSet<String> accounts = new TreeSet<>(which.accounts);
    accounts.stream()
        .filter(it -> !it.matches("[0-9]{12}"))
        .findFirst()
        .ifPresent(
            it -> {
              throw new ParameterException(
                  spec.commandLine(), "--accounts: " + it + " is not an account's id of 12 digits");
            });
    return new Question(
        bucket,
        accounts,
        Optional.ofNullable(which.unit),
        new TreeSet<>(regions),
        role.startsWith("/") ? role.substring(1) : role,
        Optional.ofNullable(stackSet));
  }
}
