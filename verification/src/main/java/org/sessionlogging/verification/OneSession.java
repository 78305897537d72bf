package org.sessionlogging.verification;

import java.time.Duration;
import org.sessionlogging.verification.VerifyCommand.Format;
import org.sessionlogging.verification.report.TracedSession;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code verify} for one session alone. */
final class OneSession {

  /** A number with a unit. */
  static final class Times implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("[0-9]{1,4}[smh]")) {
        throw new TypeConversionException(text + " is no time such as 90s, 5m or 1h");
      }
      return Duration.parse("PT" + text);
    }
  }

  @Option(
      names = "--session",
      required = true,
      paramLabel = "ID",
      description =
          "Says of this session alone whether and where its log arrived, or why not: status 0 it did, 1 it will not, 2 not"
              + " known (yet).")
  private String id;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = Times.class,
      description = "Waits so long for the session's end and its log: 90s, 5m, 1h.")
  private Duration patience;

  /**
   * Prints what became of its log.
   *
   * @return the exit status
   */
  int said(Surroundings surroundings, Question question, CommandLine command, Format format) {
    if (format == Format.html) {
      throw new ParameterException(command, "--session is told as table or json");
    }
    TracedSession traced = new SessionSearch(surroundings, question, id, patience).traced();
    command
        .getOut()
        .print(
            format == Format.json ? traced.json() : traced.table(command.getColorScheme().ansi()));
    command.getOut().flush();
    return traced.status();
  }
}
