package org.sessionlogging.verification.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.sessionlogging.verification.report.Part;

/**
 * Looks at accounts side by side. One that does not answer holds a thread and keeps no other from
 * being looked at.
 *
 * @param threads those that look, each at one account at a time; not those of the door
 * @param progress is told of each account that is done
 */
public record Round(Executor threads, Progress progress) {

  /**
   * How many accounts are looked at at a time. They wait for answers nearly all of the time, and
   * the HTTP client holds 50 connections.
   */
  public static final int SIDE_BY_SIDE = 32;

  /** Threads for a run, which keep no process alive. */
  public static Executor ownThreads() {
    return Executors.newFixedThreadPool(
        SIDE_BY_SIDE,
        work -> {
          Thread thread = new Thread(work, "account");
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * What all accounts come to, those included that were looked at in an earlier run.
   *
   * @param kept of the same question
   * @param look at one account
   * @throws RuntimeException what a look threw: then the rest is not looked at
   */
  public List<Part> parts(Collection<String> accounts, Kept kept, Function<String, Part> look) {
    List<Part> parts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    accounts.forEach(it -> kept.of(it).ifPresentOrElse(parts::add, () -> missing.add(it)));
    progress.begin(accounts.size(), parts);
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<Part>> asked =
        missing.stream()
            .map(it -> CompletableFuture.supplyAsync(() -> part(it, kept, look, over), threads))
            .toList();
    try {
      asked.forEach(it -> parts.add(it.join()));
    } catch (CompletionException e) {
      progress.stopped();
      throw thrown(e);
    }
    progress.end();
    return parts;
  }

  private Part part(String account, Kept kept, Function<String, Part> look, AtomicBoolean over) {
    if (over.get()) {
      return new Part(account, List.of(), 0);
    }
    try {
      Part part = look.apply(account);
      kept.add(part);
      progress.done(part);
      return part;
    } catch (RuntimeException | Error e) {
      over.set(true);
      throw e;
    }
  }

  private static RuntimeException thrown(CompletionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : e;
  }
}
