package org.sessionlogging.verification.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.verification.PassingClock;
import org.sessionlogging.verification.report.Part;
import org.sessionlogging.verification.report.Verdict.Found;

class ProgressTest {
  private final StringWriter said = new StringWriter();
  private final PassingClock clock = new PassingClock();

  private Progress progress(boolean terminal) {
    return new Progress(new PrintWriter(said, true), terminal, clock);
  }

  private static Part part(int findings) {
    Found found = new Found("1", "", Finding.unproven(Check.BUCKET, "it is not shown", ""));
    return new Part("1", Collections.nCopies(findings, found), 7);
  }

  private void doneAfter(Progress progress, Duration each, int accounts) {
    for (int account = 0; account < accounts; account++) {
      clock.pass(each);
      progress.done(part(account % 2));
    }
  }

  @Test
  void withoutATerminalItIsALineAMinute() {
    Progress progress = progress(false);
    progress.begin(5_000, List.of());

    doneAfter(progress, Duration.ofSeconds(1), 150);

    assertThat(said)
        .hasToString(
            """
            60 of 5,000 accounts, 30 findings, about 82 min left
            120 of 5,000 accounts, 60 findings, about 81 min left
            """);
  }

  @Test
  void onATerminalItIsOneLine() {
    Progress progress = progress(true);
    progress.begin(3, List.of());
    doneAfter(progress, Duration.ofSeconds(70), 2);
    doneAfter(progress, Duration.ZERO, 1);
    progress.end();

    assertThat(said.toString().split("\r", -1))
        .startsWith(
            "",
            "1 of 3 accounts, 0 findings, about 2 min left",
            "2 of 3 accounts, 1 findings, about 1 min left")
        .endsWith(" ".repeat(45), "");
    assertThat(said.toString()).doesNotContain("\n");
  }

  @Test
  void runThatIsSoonOverSaysNothing() {
    Progress progress = progress(false);
    progress.begin(10, List.of());
    doneAfter(progress, Duration.ofSeconds(5), 10);
    progress.end();
    progress.stopped();

    assertThat(said.toString()).isEmpty();
  }

  @Test
  void restIsEstimatedByWhatThisRunHasDone() {
    Progress progress = progress(false);
    progress.begin(10, Collections.nCopies(7, part(2)));

    doneAfter(progress, Duration.ofSeconds(60), 1);
    progress.stopped();

    assertThat(said)
        .hasToString(
            """
            8 of 10 accounts, 14 findings, about 2 min left
            Stopped after 8 of 10 accounts. The same command with --resume goes on from there.
            """);
  }

  @Test
  void whereNothingIsDoneThereIsNothingToGoOnFrom() {
    Progress progress = progress(true);
    progress.stopped();
    progress.begin(10, List.of());
    progress.stopped();

    assertThat(said.toString()).isEmpty();
  }
}
