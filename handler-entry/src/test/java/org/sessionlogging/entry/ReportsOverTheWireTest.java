package org.sessionlogging.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Lanes;
import org.sessionlogging.aws.RegionalClients;
import org.sessionlogging.fakes.FunctionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What CloudWatch holds of an invocation, through real clients. */
class ReportsOverTheWireTest {
  private static final String GROUP = "/handlers/thing";
  private static final Duration NEVER = Duration.ofHours(1);
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key"));

  private static Reports reports(CloudWatchOverTheWire there, Duration early) {
    return reports(there, early, Duration.ofMinutes(1));
  }

  private static Reports reports(CloudWatchOverTheWire there, Duration early, Duration longest) {
    RegionalClients<CloudWatchLogsClient> logs =
        RegionalClients.of(
            () ->
                CloudWatchLogsClient.builder()
                    .endpointOverride(there.address())
                    .credentialsProvider(CREDENTIALS));
    RegionalClients<CloudWatchClient> metrics =
        RegionalClients.of(
            () ->
                CloudWatchClient.builder()
                    .endpointOverride(there.address())
                    .credentialsProvider(CREDENTIALS));
    return new Reports(
        "Some::Test::Thing",
        () -> logs.apply("eu-west-1"),
        () -> metrics.apply("eu-west-1"),
        Lanes.THREADS,
        early,
        longest);
  }

  private static ThingEntry entry(CloudWatchOverTheWire there, ThingEntry.Handler handler) {
    return new ThingEntry(reports(there, NEVER), handler);
  }

  private static ThingEntry saying(CloudWatchOverTheWire there, String... lines) {
    return entry(
        there,
        (logger, proxy) -> {
          List.of(lines).forEach(logger::log);
          return ProgressEvent.defaultSuccessHandler(null);
        });
  }

  private static void succeeds(JSONObject answer) {
    assertThat(answer.getString("status")).isEqualTo("SUCCESS");
  }

  @Test
  void everyLineIsThereOnceAndInOrderByOneCall() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      ThingEntry entry = saying(there, "first", "second", "third");

      succeeds(entry.delete(GROUP));

      assertThat(there.lines().subList(0, 3)).containsExactly("first", "second", "third");
      assertThat(there.lines().get(3)).startsWith("Handler returned SUCCESS");
      assertThat(there.lines()).hasSize(4);
      assertThat(there.times()).isSorted();
      assertThat(there.calls())
          .containsExactlyInAnyOrder("CreateLogStream", "PutLogEvents", "PutMetricData");
    }
  }

  @Test
  void warmFunctionMakesNoOtherStreamAndRepeatsNothing() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      ThingEntry entry = saying(there, "said");

      succeeds(entry.delete(GROUP));
      succeeds(entry.delete(GROUP));

      assertThat(there.lines()).hasSize(4).filteredOn("said"::equals).hasSize(2);
      assertThat(there.calls())
          .containsExactlyInAnyOrder(
              "CreateLogStream", "PutLogEvents", "PutMetricData", "PutLogEvents", "PutMetricData");
    }
  }

  @Test
  void invocationIsCountedAndMeasuredByOneCall() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      succeeds(saying(there).delete(GROUP));

      assertThat(there.everything())
          .contains(
              "AWS/CloudFormation/Some/Test/Thing",
              "HandlerInvocationCount",
              "HandlerInvocationDuration",
              "HandlerExceptionByErrorCode",
              "HandlerExceptionByExceptionCount");
      assertThat(there.calls()).filteredOn("PutMetricData"::equals).hasSize(1);
    }
  }

  @Test
  void exceptionIsCountedAndToldWithItsTrace() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      ThingEntry entry =
          entry(
              there,
              (logger, proxy) -> {
                logger.log("before");
                throw new IllegalStateException("broken");
              });

      JSONObject answer = entry.delete(GROUP);

      assertThat(answer.getString("errorCode")).isEqualTo("InternalFailure");
      assertThat(there.lines().get(0)).isEqualTo("before");
      assertThat(there.lines().get(1)).contains("broken", "ReportsOverTheWireTest");
      assertThat(there.everything())
          .contains("HandlerException", "class java.lang.IllegalStateException");
      assertThat(there.calls()).filteredOn("PutMetricData"::equals).hasSize(1);
      assertThat(there.calls()).filteredOn("PutLogEvents"::equals).hasSize(1);
    }
  }

  @Test
  void whatTakesLongIsToldBeforeItEnds() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      List<String> seen = new ArrayList<>();
      ThingEntry entry =
          new ThingEntry(
              reports(there, Duration.ofMillis(1)),
              (logger, proxy) -> {
                logger.log("hangs");
                there.awaitLines();
                seen.addAll(there.lines());
                logger.log("goes on");
                return ProgressEvent.defaultSuccessHandler(null);
              });

      succeeds(entry.delete(GROUP));

      assertThat(seen).containsExactly("hangs");
      assertThat(there.lines().subList(0, 2)).containsExactly("hangs", "goes on");
      assertThat(there.lines()).hasSize(3);
    }
  }

  @Test
  void noThreadOfTheReportIsLeftBehind() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      succeeds(saying(there, "said").delete(GROUP));

      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("early report");
    }
  }

  @Test
  void groupThatIsMissingIsMade() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire()) {
      succeeds(saying(there, "said").delete(GROUP));

      assertThat(there.lines()).contains("said");
    }
  }

  @Test
  void groupThatRefusesChangesNoAnswer() throws IOException {
    try (CloudWatchOverTheWire there =
        new CloudWatchOverTheWire(GROUP).denying("CreateLogStream")) {
      ThingEntry entry = saying(there, "said");

      succeeds(entry.delete(GROUP));

      assertThat(there.lines()).isEmpty();
      assertThat(entry.context.log()).anyMatch(line -> line.contains("was not told"));
      assertThat(there.everything()).contains("ProviderLogDelivery");
    }
  }

  @Test
  void cloudWatchThatRefusesEverythingChangesNoAnswer() throws IOException {
    try (CloudWatchOverTheWire there =
        new CloudWatchOverTheWire(GROUP).denying("PutLogEvents").denying("PutMetricData")) {
      ThingEntry entry = saying(there, "said");

      succeeds(entry.delete(GROUP));

      assertThat(entry.context.log())
          .anyMatch(line -> line.contains("was not told"))
          .contains("said\n");
    }
  }

  @Test
  void streamThatSomebodyDeletesIsMadeAnew() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      ThingEntry entry = saying(there, "said");
      succeeds(entry.delete(GROUP));
      there.loseStreams();

      succeeds(entry.delete(GROUP));

      assertThat(there.lines()).filteredOn("said"::equals).hasSize(2);
      assertThat(there.calls()).filteredOn("CreateLogStream"::equals).hasSize(2);
    }
  }

  @Test
  void cloudWatchThatHangsHoldsNoAnswerUp() throws IOException {
    try (CloudWatchOverTheWire there =
        new CloudWatchOverTheWire(GROUP).hanging("CreateLogStream").hanging("PutMetricData")) {
      ThingEntry entry =
          new ThingEntry(
              reports(there, NEVER, Duration.ofMillis(100)),
              (logger, proxy) -> {
                logger.log("said");
                return ProgressEvent.defaultSuccessHandler(null);
              });

      succeeds(entry.delete(GROUP));

      assertThat(there.lines()).isEmpty();
      assertThat(entry.context.log())
          .anyMatch(line -> line.contains("was not told"))
          .contains("said\n");
    }
  }

  @Test
  void callsOfAReportShareItsTime() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      ThingEntry entry =
          new ThingEntry(
              reports(there, NEVER, Duration.ZERO),
              (logger, proxy) -> ProgressEvent.defaultSuccessHandler(null));

      succeeds(entry.delete(GROUP));

      assertThat(there.lines()).isEmpty();
    }
  }

  @Test
  void moreThanOneCallTakesGoesInSeveral() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      String[] many = IntStream.range(0, 10_001).mapToObj(i -> "line " + i).toArray(String[]::new);
      succeeds(saying(there, many).delete(GROUP));
      assertThat(there.lines().subList(0, many.length)).containsExactly(many);

      String text = "x".repeat(200_000);
      succeeds(saying(there, text, text, text, text, text, text).delete(GROUP));
      assertThat(there.lines()).filteredOn(text::equals).hasSize(6);
    }
  }

  @Test
  void lineThatNoCallTakesIsCutAndAnEmptyOneLeftOut() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      succeeds(saying(there, "", "x".repeat(2_000_000)).delete(GROUP));

      assertThat(there.lines()).hasSize(2);
      assertThat(there.lines().get(0)).hasSize(250_000);
    }
  }

  @Test
  void anotherGroupHasAStreamOfItsOwn() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP, "/handlers/other")) {
      ThingEntry entry = saying(there, "said");

      succeeds(entry.delete(GROUP));
      succeeds(entry.delete("/handlers/other"));

      assertThat(there.lines()).filteredOn("said"::equals).hasSize(2);
      assertThat(there.calls()).filteredOn("CreateLogStream"::equals).hasSize(2);
    }
  }

  @Test
  void requestThatCantBeReadIsToldInTheFormerGroup() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      ThingEntry entry = saying(there);
      succeeds(entry.delete(GROUP));
      int before = there.lines().size();

      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      entry.handleRequest(
          new ByteArrayInputStream("no request".getBytes(StandardCharsets.UTF_8)),
          answer,
          entry.context);

      assertThat(answer.toString(StandardCharsets.UTF_8)).contains("FAILED");
      assertThat(there.lines()).hasSize(before + 1);
    }
  }

  @Test
  void typeWithoutALogGroupTellsNothing() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      ThingEntry entry = saying(there, "said");

      succeeds(entry.delete(GROUP));
      int calls = there.calls().size();
      succeeds(entry.delete(null));

      assertThat(there.calls()).hasSize(calls);
    }
  }

  @Test
  void nothingOfTheRequestIsTold() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      succeeds(saying(there, "said").delete(GROUP));
      JSONObject unused =
          entry(
                  there,
                  (logger, proxy) -> {
                    throw new IllegalStateException("broken");
                  })
              .delete(GROUP);

      assertThat(there.everything())
          .doesNotContain(
              "CALLERSKEY",
              "callers-secret",
              "callers-token",
              "PROVIDERSKEY",
              "providers-secret",
              "providers-token",
              "bearer-token",
              "callback-context",
              "a secret name");
    }
  }

  @Test
  void whatTheInvocationThrowsIsThrownAfterTheReport() throws IOException {
    try (CloudWatchOverTheWire there = new CloudWatchOverTheWire(GROUP)) {
      Reports reports = reports(there, NEVER);

      assertThatThrownBy(
              () ->
                  reports.of(
                      () -> {
                        throw new IOException("no answer");
                      },
                      new FunctionContext(1_000).getLogger()))
          .isInstanceOf(IOException.class)
          .hasMessage("no answer");
    }
  }
}
