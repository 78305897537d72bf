package org.sessionlogging.aws;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one door to AWS, for one invocation: every call goes through it. What was read once is not
 * asked again until something is written.
 */
public final class Aws {

  /**
   * How a request reaches its service: with which credentials, counted, delayed or made to fail.
   */
  public interface Transport {
    <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation);
  }

  private static final Pattern READ = Pattern.compile("\\S+ (?:Get|List|Head|Describe).*");

  /** A question: the client stands for service and Region. */
  private record Asked(Object client, AwsRequest request) {}

  private final Transport transport;

  /** Answers to reads; empty where AWS said that there is no such thing. */
  private final Map<Asked, Optional<? extends AwsResponse>> answers = new ConcurrentHashMap<>();

  public Aws(Transport transport) {
    this.transport = transport;
  }

  /** Calls with the credentials that the client itself finds, as a Lambda function does. */
  public static Transport withOwnCredentials() {
    return new Transport() {
      @Override
      public <Q extends AwsRequest, R extends AwsResponse> R send(
          Q request, Function<Q, R> operation) {
        return operation.apply(request);
      }
    };
  }

  /**
   * Sends a request, or remembers the answer to the same read.
   *
   * @param client of the service and Region in question; a held one, so that the same question is
   *     recognized
   * @throws CallFailed when AWS refuses it or can't be reached
   */
  public <C, Q extends AwsRequest, R extends AwsResponse> R call(
      C client, Q request, BiFunction<C, Q, R> operation) {
    if (!isRead(request)) {
      return written(client, request, operation);
    }
    Asked asked = new Asked(client, request);
    // The request's class is part of the question, and decides on the answer's.
    @SuppressWarnings("unchecked")
    Optional<R> known = (Optional<R>) answers.getOrDefault(asked, Optional.empty());
    return known.orElseGet(
        () -> {
          R answer = send(client, request, operation);
          answers.put(asked, Optional.of(answer));
          return answer;
        });
  }

  /**
   * Asks for something that may be absent, or takes away what may be gone already.
   *
   * @param absent the error codes that say so; every other error, a denial above all, stays an
   *     error
   */
  public <C, Q extends AwsRequest, R extends AwsResponse> Optional<R> find(
      C client, Q request, BiFunction<C, Q, R> operation, String... absent) {
    Asked asked = new Asked(client, request);
    if (Optional.empty().equals(answers.get(asked))) {
      return Optional.empty();
    }
    try {
      return Optional.of(call(client, request, operation));
    } catch (CallFailed e) {
      if (!Arrays.asList(absent).contains(e.code())) {
        throw e;
      }
      if (isRead(request)) {
        answers.put(asked, Optional.empty());
      }
      return Optional.empty();
    }
  }

  /** Whatever becomes of a write, what was read before it may no longer hold. */
  private <C, Q extends AwsRequest, R extends AwsResponse> R written(
      C client, Q request, BiFunction<C, Q, R> operation) {
    try {
      return send(client, request, operation);
    } finally {
      answers.clear();
    }
  }

  private <C, Q extends AwsRequest, R extends AwsResponse> R send(
      C client, Q request, BiFunction<C, Q, R> operation) {
    try {
      return transport.send(request, it -> operation.apply(client, it));
    } catch (SdkException e) {
      throw new CallFailed(request, e);
    }
  }

  private static boolean isRead(AwsRequest request) {
    return isRead(CallFailed.operationOf(request));
  }

  /**
   * Whether an operation changes nothing, by the verbs that AWS's APIs keep for that.
   *
   * @param operation with its service, as {@link CallFailed#operationOf} has it
   */
  public static boolean isRead(String operation) {
    return READ.matcher(operation).matches();
  }
}
