package org.sessionlogging.fakes.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;

/** CloudWatch Logs, as far as handlers write to it. */
public final class FakeLogs implements CloudWatchLogsClient {
  private static final String NOT_FOUND = "ResourceNotFoundException";

  private final Map<String, Map<String, List<InputLogEvent>>> groups = new TreeMap<>();
  private final Consumer<String> called;

  /**
   * @param called takes the name of each call before it is carried out
   */
  public FakeLogs(Consumer<String> called) {
    this.called = called;
  }

  /** Makes a log group, as somebody would at the console. */
  public FakeLogs group(String name) {
    groups.putIfAbsent(name, new TreeMap<>());
    return this;
  }

  /** The lines of all streams of a group. */
  public List<String> lines(String group) {
    return groups.getOrDefault(group, Map.of()).values().stream()
        .flatMap(List::stream)
        .map(InputLogEvent::message)
        .toList();
  }

  @Override
  public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
    called.accept("cloudwatchlogs DescribeLogGroups");
    return DescribeLogGroupsResponse.builder()
        .logGroups(
            groups.keySet().stream()
                .filter(name -> name.startsWith(request.logGroupNamePrefix()))
                .map(name -> LogGroup.builder().logGroupName(name).build())
                .toList())
        .build();
  }

  @Override
  public CreateLogGroupResponse createLogGroup(CreateLogGroupRequest request) {
    called.accept("cloudwatchlogs CreateLogGroup");
    group(request.logGroupName());
    return CreateLogGroupResponse.builder().build();
  }

  @Override
  public CreateLogStreamResponse createLogStream(CreateLogStreamRequest request) {
    called.accept("cloudwatchlogs CreateLogStream");
    streams(request.logGroupName()).putIfAbsent(request.logStreamName(), new ArrayList<>());
    return CreateLogStreamResponse.builder().build();
  }

  @Override
  public PutLogEventsResponse putLogEvents(PutLogEventsRequest request) {
    called.accept("cloudwatchlogs PutLogEvents");
    List<InputLogEvent> stream = streams(request.logGroupName()).get(request.logStreamName());
    if (stream == null) {
      throw AwsError.of(400, NOT_FOUND, "The specified log stream does not exist.");
    }
    stream.addAll(request.logEvents());
    return PutLogEventsResponse.builder().build();
  }

  private Map<String, List<InputLogEvent>> streams(String group) {
    Map<String, List<InputLogEvent>> streams = groups.get(group);
    if (streams == null) {
      throw AwsError.of(400, NOT_FOUND, "The specified log group does not exist.");
    }
    return streams;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
