package org.sessionlogging.aws;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Who carries out what is asked side by side, and waits for answers. */
public interface Lanes {
  /** How many questions are under way at a time. */
  int COUNT = 16;

  /**
   * Threads that ask side by side, for the life of the function; a handler has one vCPU or less.
   */
  Lanes THREADS =
      of(
          Executors.newFixedThreadPool(
              COUNT,
              work -> {
                Thread thread = new Thread(work, "aws");
                thread.setDaemon(true);
                return thread;
              }));

  /**
   * Asks several questions at a time. They may not ask side by side themselves.
   *
   * @return the answers in the order of the questions
   * @throws RuntimeException what the first of them threw that failed
   */
  <T> List<T> all(List<Supplier<T>> questions);

  /**
   * Waits for an answer, be it one's own or one that somebody else has asked for.
   *
   * @throws RuntimeException what the question threw; an Error likewise
   */
  <T> T await(CompletableFuture<T> answer);

  /** Lanes on which an executor works. */
  static Lanes of(Executor executor) {
    return new Lanes() {
      @Override
      public <T> List<T> all(List<Supplier<T>> questions) {
        List<CompletableFuture<T>> asked =
            questions.stream()
                .map(question -> CompletableFuture.supplyAsync(question, executor))
                .toList();
        // Whoever fails, nobody is left at work.
        asked.forEach(it -> it.handle((answer, failure) -> answer == null).join());
        return asked.stream().map(this::await).toList();
      }

      @Override
      public <T> T await(CompletableFuture<T> answer) {
        return outcome(answer);
      }
    };
  }

  /** What became of a question, once that is known. */
  static <T> T outcome(CompletableFuture<T> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
