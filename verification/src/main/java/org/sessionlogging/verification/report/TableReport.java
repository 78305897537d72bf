package org.sessionlogging.verification.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sessionlogging.domain.judgement.Severity;
import org.sessionlogging.verification.report.Verdict.Found;
import picocli.CommandLine.Help.Ansi;

/**
 * A verdict for people, in lines of at most 100 columns.
 *
 * @param ansi whether colors are wanted
 */
public record TableReport(Verdict verdict, Ansi ansi) {
  private static final int COLUMNS = 100;
  private static final String INDENT = "         ";

  public String text() {
    String findings = findings();
    return findings + (findings.isEmpty() ? "" : "\n") + sum() + "\n";
  }

  /** Without what they come to. */
  String findings() {
    StringBuilder text = new StringBuilder();
    verdict.told().forEach(it -> append(text, it));
    return text.toString();
  }

  private void append(StringBuilder text, Found found) {
    Severity severity = found.finding().severity();
    text.append(
            colored(
                severity,
                String.format(
                    Locale.ROOT, "%-9s", Verdict.word(severity).toUpperCase(Locale.ROOT))))
        .append(
            String.format(
                    Locale.ROOT,
                    "%s  %-16s  %s",
                    found.account(),
                    found.region().isEmpty() ? "all Regions" : found.region(),
                    found.finding().check())
                .stripTrailing())
        .append('\n');
    text.append(indented(found.finding().cause() + ". " + found.finding().remedy()));
  }

  /** Sentences in lines that fit. */
  static String indented(String sentences) {
    return wrapped(sentences).stream()
        .map(line -> INDENT + line + "\n")
        .collect(Collectors.joining());
  }

  private String colored(Severity severity, String word) {
    return severity == Severity.FAILURE
        ? ansi.string("@|bold,red " + word + "|@")
        : ansi.string("@|yellow " + word + "|@");
  }

  /** Words that are longer than a line, as ARNs may be, are broken. */
  private static List<String> wrapped(String text) {
    int width = COLUMNS - INDENT.length();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().replaceAll("(\\S{" + width + "})", "$1 ").split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private String sum() {
    String counts =
        Verdict.TOLD.stream()
            .map(it -> verdict.count(it) + " " + Verdict.word(it))
            .collect(Collectors.joining(", "));
    String looked =
        verdict.accounts().size()
            + " accounts x "
            + verdict.regions().size()
            + " Regions: "
            + counts
            + ", "
            + verdict.count(Severity.PROVEN)
            + " proven";
    return looked
        + "\n"
        + switch (verdict.sum()) {
          case FINE -> verdict.sum().sentence();
          case FINDINGS -> colored(Severity.FAILURE, verdict.sum().sentence());
          case UNKNOWN -> colored(Severity.UNPROVEN, verdict.sum().sentence());
        };
  }
}
