package org.sessionlogging.verification;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.sessionlogging.verification.report.HtmlReport;
import org.sessionlogging.verification.report.JsonReport;
import org.sessionlogging.verification.report.TableReport;
import org.sessionlogging.verification.report.Verdict;
import org.sessionlogging.verification.run.Progress;
import org.sessionlogging.verification.run.Round;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    json,
    html
  }

  @Spec private CommandSpec spec;

  @Option(names = "--bucket", required = true, paramLabel = "NAME", description = "The log bucket.")
  private String bucket;

  @ArgGroup private WhichAccounts which = new WhichAccounts();

  @Option(
      names = "--regions",
      split = ",",
      paramLabel = "REGION",
      description =
          "Only these. Default: those of the session key, and each other one whose preferences name the bucket.")
  private List<String> regions = List.of();

  @Mixin private Roles roles;

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

  @Mixin private Resuming resuming;

  @ArgGroup(exclusive = false)
  private OneSession session;

  private final Supplier<Surroundings> where;

  VerifyCommand(Supplier<Surroundings> where) {
    this.where = where;
  }

  @Override
  public Integer call() {
    Surroundings surroundings = where.get();
    CommandLine command = spec.commandLine();
    Ansi ansi = command.getColorScheme().ansi();
    if (session != null) {
      return session.said(surroundings, question(), command, format);
    }
    Progress progress = new Progress(command.getErr(), ansi.enabled(), surroundings.clock());
    surroundings.whenStopped().accept(progress::stopped);
    Verdict verdict =
        new Verification(
                surroundings.doors(),
                surroundings.region(),
                question(),
                new Round(surroundings.threads(), progress),
                resuming.file(surroundings, bucket, command.getErr()::println))
            .verdict();
    command
        .getOut()
        .print(
            switch (format) {
              case table -> new TableReport(verdict, ansi).text();
              case json -> new JsonReport(verdict).text();
              case html ->
                  new HtmlReport(verdict, typed(command), surroundings.clock().instant()).text();
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
    return new Question(
        bucket,
        which.accounts(),
        which.unit(),
        new TreeSet<>(regions),
        roles.auditor(),
        roles.canary(),
        Optional.ofNullable(stackSet));
  }
}
