package org.sessionlogging.verification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.sessionlogging.verification.report.JsonReport;
import org.sessionlogging.verification.report.TableReport;
import org.sessionlogging.verification.report.TracedSession;
import org.sessionlogging.verification.report.Verdict;
import org.sessionlogging.verification.run.KeptFile;
import org.sessionlogging.verification.run.Progress;
import org.sessionlogging.verification.run.Round;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
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
    exitCodeList = {
      "0:fine",
      "1:something is wrong",
      "2:could not judge",
      "130:stopped by Ctrl-C; --resume goes on"
    })
final class VerifyCommand implements Callable<Integer> {

  /** Forms of a report. */
  enum Format {
    table,
    json
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
      paramLabel = "ROLE",
      defaultValue = "session-logging/SessionLoggingAuditor",
      description =
          "The role, with its path, that is assumed in each other account; default: ${DEFAULT-VALUE}.")
  private String role;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Format format;

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

  @Option(
      names = "--session",
      paramLabel = "ID",
      description =
          "Says of this session alone whether and where its log arrived, or why not: 0 it did, 1 it will not, 2 not known yet.")
  private String session;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description = "With --session: waits so long for its end and its log, such as 5m or 90s.")
  private String wait;

  @Option(
      names = "--canary",
      paramLabel = "ROLE",
      description =
          "Begins an upload as the SSM Agent does, and aborts it, in each account and Region, by this role (examples/canary.yaml).")
  private String canary;

  private final Surroundings surroundings;

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    Ansi ansi = command.getColorScheme().ansi();
    if (session != null) {
      return trace(command, ansi);
    }
    if (wait != null) {
      throw new ParameterException(command, "--wait waits for the log of a --session");
    }
    Progress progress = new Progress(command.getErr(), ansi.enabled(), surroundings.clock());
    surroundings.whenStopped().accept(progress::stopped);
    Verdict verdict =
        new Verification(
                surroundings.doors(),
                surroundings.region(),
                question(),
                new Round(surroundings.threads(), progress),
                new KeptFile(
                    Optional.ofNullable(state)
                        .orElseGet(() -> surroundings.state().resolve(bucket + ".jsonl")),
                    resume,
                    surroundings.clock(),
                    command.getErr()::println))
            .verdict();
    command
        .getOut()
        .print(
            format == Format.json
                ? new JsonReport(verdict).text()
                : new TableReport(verdict, ansi).text());
    command.getOut().flush();
    return verdict.sum().status();
  }

  private int trace(CommandLine command, Ansi ansi) {
    TracedSession traced = new SessionSearch(surroundings, question(), session, waiting()).traced();
    command.getOut().print(format == Format.json ? traced.json() : traced.table(ansi));
    command.getOut().flush();
    return traced.status();
  }

  private Duration waiting() {
    if (wait == null) {
      return Duration.ZERO;
    }
    if (!wait.matches("[0-9]{1,4}[smh]")) {
      throw new ParameterException(
          spec.commandLine(), "--wait: " + wait + " is no time such as 90s, 5m or 1h");
    }
    return Duration.parse("PT" + wait);
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
        named(role),
        Optional.ofNullable(canary).map(VerifyCommand::named));
  }

  private static String named(String role) {
    return role.startsWith("/") ? role.substring(1) : role;
  }
}
