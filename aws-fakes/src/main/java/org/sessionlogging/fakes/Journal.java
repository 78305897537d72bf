package org.sessionlogging.fakes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The door to AWS in tests: writes down every call, and makes chosen ones fail. */
public final class Journal implements Aws.Transport {
  private final List<String> calls = new ArrayList<>();
  private final Map<String, SdkException> faults = new HashMap<>();
  private final Set<String> lasting = new TreeSet<>();
  private int failing = -1;
  private boolean reached;
  private SdkException faultOfOne;
  private Runnable beforeEach = () -> {};

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    String name = CallFailed.operationOf(request);
    calls.add(name);
    beforeEach.run();
    SdkException fault = lasting.contains(name) ? faults.get(name) : faults.remove(name);
    if (fault != null) {
      throw fault;
    }
    R answer = calls.size() - 1 == failing && !reached ? null : operation.apply(request);
    if (calls.size() - 1 == failing) {
      throw faultOfOne;
    }
    return answer;
  }

  /** Calls so far, each as {@code kms CreateKey}, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Those of the calls that change something: neither Get, List, Head nor Describe. */
  public List<String> writes() {
    return calls.stream().filter(call -> !call.matches("\\S+ (Get|List|Head|Describe).*")).toList();
  }

  public void forget() {
    calls.clear();
  }

  /** The next such call fails, without reaching the service. */
  public void failNext(String call, SdkException fault) {
    faults.put(call, fault);
  }

  /** Every such call fails from now on. */
  public void failAlways(String call, SdkException fault) {
    faults.put(call, fault);
    lasting.add(call);
  }

  /** The call of that index, from 0, fails, without reaching the service. */
  public void failAt(int index, SdkException fault) {
    failing = index;
    reached = false;
    faultOfOne = fault;
  }

  /** The call of that index, from 0, reaches the service, and its answer gets lost. */
  public void loseAnswerAt(int index) {
    failing = index;
    reached = true;
    faultOfOne = SdkClientException.create("Connection reset");
  }

  /** Happens before each call, such as that time passes. */
  public void beforeEach(Runnable event) {
    beforeEach = event;
  }

  /** Ends what {@link #failAlways} began. */
  public void heal() {
    faults.clear();
    lasting.clear();
    failing = -1;
  }

  /** An error answer of AWS. */
  public static AwsServiceException error(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .requestId("11111111-2222-3333-4444-555555555555")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .message(message)
        .build();
  }
}
