package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.ssm.Duplicates;
import org.sessionlogging.fakes.ssm.FakeSsm;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The readings of DuplicateDocumentContent, where the reference leaves it open. */
class DuplicatesTest {
  private static final String HERE = "eu-west-1";

  private static boolean refused(Duplicates reading, String text) {
    FakeAws aws = new FakeAws("111122223333");
    aws.ssm().add(HERE, "Preferences", "{\"a\":1,\"b\":2}", "{\"c\":3,\"d\":4}");
    FakeSsm ssm = aws.ssm(HERE);
    ssm.habits().duplicates = reading;
    AwsServiceException refusal =
        catchThrowableOfType(
            AwsServiceException.class,
            () ->
                ssm.updateDocument(
                    it -> it.name("Preferences").documentVersion("$LATEST").content(text)));
    assertThat(aws.ssm().in(HERE).get("Preferences").versions).hasSize(refusal == null ? 3 : 2);
    return refusal != null
        && refusal.awsErrorDetails().errorCode().equals("DuplicateDocumentContent");
  }

  private static List<Duplicates> refusing(String text) {
    List<Duplicates> refusing = new ArrayList<>(List.of(Duplicates.values()));
    refusing.removeIf(it -> !refused(it, text));
    return refusing;
  }

  @Test
  void latestTextIsADuplicateByEveryReading() {
    assertThat(refusing("{\"c\":3,\"d\":4}")).containsExactly(Duplicates.values());
  }

  @Test
  void earlierTextIsOneUnlessTheLatestAloneCounts() {
    assertThat(refusing("{\"a\":1,\"b\":2}")).doesNotContain(Duplicates.OF_THE_LATEST).hasSize(3);
  }

  @Test
  void otherFormOfTheSameIsOneWhereFormDoesNotCount() {
    assertThat(refusing("{\"c\": 3, \"d\": 4}"))
        .containsExactly(Duplicates.BUT_FOR_WHITE_SPACE, Duplicates.BUT_FOR_THE_ORDER_OF_KEYS);
    assertThat(refusing("{\"d\":4,\"c\":3}")).containsExactly(Duplicates.BUT_FOR_THE_ORDER_OF_KEYS);
  }

  @Test
  void anotherTextIsNone() {
    assertThat(refusing("{\"e\":5}")).isEmpty();
  }
}
