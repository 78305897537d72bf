package org.sessionlogging.entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.cloudformation.loggers.CloudWatchLogPublisher;

/**
 * The lines of an invocation, in order, which go to the log group of the type's owner together. The
 * plugin takes the place of its own publisher for it, so that what it keeps from a log stays out.
 *
 * <p>Source of the limits: API reference, PutLogEvents.
 */
final class LogLines extends CloudWatchLogPublisher {
  private static final int MOST_LINES = 10_000;
  private static final int MOST_BYTES = 1_048_576;
  private static final int BYTES_BESIDE_A_LINE = 26;

  /** Of a line, so that any fits into a call. */
  private static final int MOST_LETTERS = 250_000;

  private final Supplier<CloudWatchLogsClient> clients;
  private final List<InputLogEvent> lines = new ArrayList<>();
  private String group;

  /** Of this instance of the function, in the group whose it is; made when it is first needed. */
  private String stream;

  private String groupOfStream;

  LogLines(Supplier<CloudWatchLogsClient> clients) {
    super(null, null, null, null, null);
    this.clients = clients;
  }

  synchronized void begin() {
    lines.clear();
  }

  synchronized void group(String name) {
    group = name;
  }

  @Override
  public void refreshClient() {
    // A client is made when there is something to send.
  }

  @Override
  protected synchronized void publishMessage(String message) {
    if (!message.isEmpty()) {
      lines.add(
          InputLogEvent.builder()
              .message(message.substring(0, Math.min(message.length(), MOST_LETTERS)))
              .timestamp(System.currentTimeMillis())
              .build());
    }
  }

  private synchronized List<InputLogEvent> taken() {
    List<InputLogEvent> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  /** Sends what has come since the last time; what fails is not sent again. */
  void send(TimeLeft time) {
    List<InputLogEvent> taken = taken();
    if (taken.isEmpty()) {
      return;
    }
    CloudWatchLogsClient client = clients.get();
    for (int begin = 0; begin < taken.size(); ) {
      int end = endOfCall(taken, begin);
      put(client, taken.subList(begin, end), time);
      begin = end;
    }
  }

  private static int endOfCall(List<InputLogEvent> all, int begin) {
    int end = begin;
    for (int bytes = 0; end < all.size() && end - begin < MOST_LINES; end++) {
      bytes += size(all.get(end));
      if (bytes > MOST_BYTES) {
        break;
      }
    }
    return end;
  }

  private static int size(InputLogEvent line) {
    return line.message().getBytes(StandardCharsets.UTF_8).length + BYTES_BESIDE_A_LINE;
  }

  private void put(CloudWatchLogsClient client, List<InputLogEvent> some, TimeLeft time) {
    if (stream == null || !group.equals(groupOfStream)) {
      makeStream(client, time);
    }
    try {
      putIntoStream(client, some, time);
    } catch (ResourceNotFoundException e) {
      // Somebody has deleted it.
      makeStream(client, time);
      putIntoStream(client, some, time);
    }
  }

  private void putIntoStream(CloudWatchLogsClient client, List<InputLogEvent> some, TimeLeft time) {
    client.putLogEvents(
        it ->
            it.logGroupName(group)
                .logStreamName(stream)
                .logEvents(some)
                .overrideConfiguration(time::limit));
  }

  private void makeStream(CloudWatchLogsClient client, TimeLeft time) {
    String name = UUID.randomUUID().toString();
    try {
      makeStream(client, name, time);
    } catch (ResourceNotFoundException e) {
      client.createLogGroup(it -> it.logGroupName(group).overrideConfiguration(time::limit));
      makeStream(client, name, time);
    }
    stream = name;
    groupOfStream = group;
  }

  private void makeStream(CloudWatchLogsClient client, String name, TimeLeft time) {
    client.createLogStream(
        it -> it.logGroupName(group).logStreamName(name).overrideConfiguration(time::limit));
  }
}
