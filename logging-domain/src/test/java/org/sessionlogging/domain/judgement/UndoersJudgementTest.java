package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.domain.Examples.set;
import static org.sessionlogging.domain.judgement.FoundLogAccount.shown;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.judgement.UndoersFacts.Undoer;

/** Who may undo the archive. */
class UndoersJudgementTest {
  private static final String IAM = "arn:aws:iam::111111111111:";

  private final FoundLogAccount found = new FoundLogAccount();

  private void asked(int there, List<Undoer> undoers) {
    found.undoers = shown(new UndoersFacts(there, undoers));
  }

  @Test
  void whoMayIsNamedWithWhatItMay() {
    asked(
        3,
        List.of(
            new Undoer(
                IAM + "role/ops/admin", set("s3:a", "s3:b", "s3:c", "s3:d"), set("aws:x"), ""),
            new Undoer(IAM + "user/ann", set(), set("aws:SourceIp"), ""),
            new Undoer(IAM + "role/app", set(), set(), "")));

    assertThat(found.only(Severity.WARNING, Check.ADMINISTRATORS).cause())
        .isEqualTo(
            "2 of 3 roles and users may undo the archive: role/ops/admin (s3:a, s3:b, s3:c and 1 more);"
                + " user/ann where aws:SourceIp lets it");
  }

  @Test
  void manyAreCounted() {
    List<Undoer> many = new ArrayList<>();
    for (int number = 0; number < 25; number++) {
      many.add(new Undoer(IAM + "role/r" + number, set("s3:a"), set(), ""));
    }
    asked(25, many);

    assertThat(found.only(Severity.WARNING, Check.ADMINISTRATORS).cause()).endsWith("; and 5 more");
  }

  @Test
  void whoWasNotAskedAboutIsCountedAndUnknown() {
    asked(300, List.of(new Undoer(IAM + "role/app", set(), set(), "")));
    assertThat(found.only(Severity.UNPROVEN, Check.ADMINISTRATORS).cause())
        .isEqualTo("of 300 roles and users 299 were not asked about, as there are too many");

    asked(1, List.of(new Undoer(IAM + "role/app", set(), set(), "Rate exceeded")));
    assertThat(found.only(Severity.UNPROVEN, Check.ADMINISTRATORS).cause())
        .isEqualTo("of 1 roles and users 1 were not asked about: Rate exceeded");

    found.undoers = Shown.unknown("iam ListRoles failed: no");
    found.only(Severity.UNPROVEN, Check.ADMINISTRATORS);
  }
}
