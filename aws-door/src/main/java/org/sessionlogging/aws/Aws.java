package org.sessionlogging.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one door to AWS, for one invocation: every call goes through it. What was read once is not
 * asked again until something is written, and independent questions are asked side by side.
 */
public final class Aws {

  /**
   * How a request reaches its service: with which credentials, counted, delayed or made to fail.
   */
  public interface Transport {
    <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation);

    /**
     * The same, for a way that goes by the service and Region, too.
     *
     * @param client stands for both
     */
    default <C, Q extends AwsRequest, R extends AwsResponse> R send(
        C client, Q request, BiFunction<C, Q, R> operation) {
      return send(request, it -> operation.apply(client, it));
    }
  }

  private static final Pattern READ = Pattern.compile("\\S+ (?:Get|List|Head|Describe|Simulate).*");

  /** By the request's class: every call asks several times. */
  private static final ClassValue<Boolean> READS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> request) {
          return isRead(CallFailed.operationOf(request));
        }
      };

  /** A question: the client stands for service and Region. */
  private record Asked(Object client, AwsRequest request) {}

  private final Transport transport;
  private final Lanes lanes;

  /** Answers to reads, refusals included, and those that are still to come. */
  private final Map<Asked, CompletableFuture<AwsResponse>> answers = new ConcurrentHashMap<>();

  private volatile boolean written;
  private volatile boolean changed;

  /**
   * @param executor carries out what is asked side by side
   */
  public Aws(Transport transport, Executor executor) {
    this(transport, Lanes.of(executor));
  }

  /**
   * @param lanes carry out what is asked side by side
   */
  public Aws(Transport transport, Lanes lanes) {
    this.transport = transport;
    this.lanes = lanes;
  }

  /** A door that asks side by side. */
  public Aws(Transport transport) {
    this(transport, Lanes.THREADS);
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
    return isRead(request)
        ? read(new Asked(client, request), () -> send(client, request, operation))
        : write(() -> send(client, request, operation));
  }

  /**
   * Asks and does not remember: what is long and asked once, or waited for until it changes.
   *
   * @throws CallFailed when AWS refuses it or can't be reached
   */
  public <C, Q extends AwsRequest, R extends AwsResponse> R askAnew(
      C client, Q question, BiFunction<C, Q, R> operation) {
    return send(client, question, operation);
  }

  /**
   * Asks for something that may be absent, or takes away what may be gone already.
   *
   * @param absent the error codes that say so; every other error, a denial above all, stays an
   *     error
   */
  public <C, Q extends AwsRequest, R extends AwsResponse> Optional<R> find(
      C client, Q request, BiFunction<C, Q, R> operation, String... absent) {
    try {
      return Optional.of(call(client, request, operation));
    } catch (CallFailed e) {
      if (Arrays.asList(absent).contains(e.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Asks several questions at a time. They may not ask side by side themselves.
   *
   * @return the answers in the order of the questions
   * @throws RuntimeException what the first of them threw that failed
   */
  public <T> List<T> sideBySide(List<Supplier<T>> questions) {
    return lanes.all(questions);
  }

  /**
   * Asks ahead, side by side, what is going to be asked one after another, so that each answer is
   * there when its turn comes. Whatever fails is told to whoever asks for it then. What takes
   * several answers in a row comes first: there are more questions than threads.
   */
  public void ahead(List<Supplier<?>> questions) {
    List<Boolean> unused =
        sideBySide(questions.stream().<Supplier<Boolean>>map(Aws::quietly).toList());
  }

  private static Supplier<Boolean> quietly(Supplier<?> question) {
    return () -> {
      try {
        return question.get() != null;
      } catch (RuntimeException e) {
        return false;
      }
    };
  }

  /**
   * Forgets what was read, so that the next look sees what somebody else has done in the meantime.
   */
  public void forget() {
    answers.clear();
  }

  /** Whether anything was to be written through it. */
  public boolean hasWritten() {
    return written;
  }

  /** Whether anything was changed through it, or may have been: by what AWS refused it was not. */
  public boolean mayHaveChanged() {
    return changed;
  }

  private <R extends AwsResponse> R read(Asked asked, Supplier<R> question) {
    CompletableFuture<AwsResponse> mine = new CompletableFuture<>();
    CompletableFuture<AwsResponse> known = answers.putIfAbsent(asked, mine);
    if (known == null) {
      try {
        mine.complete(question.get());
      } catch (RuntimeException | Error e) {
        // Others wait for it, whatever came of it.
        mine.completeExceptionally(e);
      }
    }
    // The request's class is part of the question, and decides on the answer's.
    @SuppressWarnings("unchecked")
    R answer = (R) lanes.await(known == null ? mine : known);
    return answer;
  }

  /** Whatever becomes of a write, what was read before it may no longer hold. */
  private <R extends AwsResponse> R write(Supplier<R> order) {
    boolean refused = false;
    try {
      return order.get();
    } catch (CallFailed e) {
      refused = e.isRefusal();
      throw e;
    } finally {
      written = true;
      if (!refused) {
        changed = true;
      }
      forget();
    }
  }

  private <C, Q extends AwsRequest, R extends AwsResponse> R send(
      C client, Q request, BiFunction<C, Q, R> operation) {
    try {
      return transport.send(client, request, operation);
    } catch (SdkException e) {
      throw new CallFailed(request, e);
    }
  }

  /** Whether a request changes nothing: that of a read, or a dry run. */
  public static boolean isRead(AwsRequest request) {
    return READS.get(request.getClass())
        || request.sdkFields().stream()
            .filter(field -> field.memberName().equals("DryRun"))
            .anyMatch(field -> Boolean.TRUE.equals(field.getValueOrDefault(request)));
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
