package org.sessionlogging.fakes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The door to AWS in tests: writes down every call, and makes chosen ones fail. */
public final class Journal implements Aws.Transport {
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> writes = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, SdkException> faults = new ConcurrentHashMap<>();
  private final Set<String> lasting = ConcurrentHashMap.newKeySet();
  private final Set<String> unheard = ConcurrentHashMap.newKeySet();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger roundTrips = new AtomicInteger();
  private volatile Runnable beforeEach = () -> {};

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    String name = CallFailed.operationOf(request);
    calls.add(name);
    if (!Aws.isRead(request)) {
      writes.add(name);
    }
    beforeEach.run();
    if (underWay.getAndIncrement() == 0) {
      roundTrips.incrementAndGet();
    }
    try {
      return answer(name, request, operation);
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** The same behind another way, by which each request comes. */
  public Aws.Transport behind(Aws.Transport way) {
    return new Aws.Transport() {
      @Override
      public <Q extends AwsRequest, R extends AwsResponse> R send(
          Q request, Function<Q, R> operation) {
        return way.send(request, it -> Journal.this.send(it, operation));
      }
    };
  }

  private <Q extends AwsRequest, R extends AwsResponse> R answer(
      String name, Q request, Function<Q, R> operation) {
    SdkException fault = lasting.contains(name) ? faults.get(name) : faults.remove(name);
    if (fault != null) {
      throw fault;
    }
    R answer = operation.apply(request);
    if (unheard.remove(name)) {
      throw SdkClientException.create("Connection reset");
    }
    return answer;
  }

  /** Calls so far, each as {@code kms CreateKey}, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /**
   * Those of the calls that change something: no Get, List, Head, Describe or Simulate, and no dry
   * run.
   */
  public List<String> writes() {
    return List.copyOf(writes);
  }

  /** How often somebody waited for an answer: calls that are under way together count once. */
  public int roundTrips() {
    return roundTrips.get();
  }

  public void forget() {
    calls.clear();
    writes.clear();
    roundTrips.set(0);
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

  /** Happens before each call, such as that time passes. */
  public void beforeEach(Runnable event) {
    beforeEach = event;
  }

  /** The next such call reaches the service, and its answer gets lost. */
  public void loseNextAnswer(String call) {
    unheard.add(call);
  }
}
