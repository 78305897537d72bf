package org.sessionlogging.verification.run;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import org.sessionlogging.verification.report.Part;

/**
 * Says how far a run is: one line that is written over on a terminal, else a line every minute. A
 * run that is over sooner says nothing.
 */
public final class Progress {
  private static final Duration ON_A_TERMINAL = Duration.ofMillis(500);
  private static final Duration ELSEWHERE = Duration.ofMinutes(1);

  private final PrintWriter out;
  private final boolean terminal;
  private final Clock clock;

  private Instant begun = Instant.EPOCH;
  private Instant said = Instant.EPOCH;
  private int all;
  private int before;
  private int done;
  private long findings;
  private int width;
  private boolean underWay;

  /**
   * @param terminal whether a line can be written over
   */
  public Progress(PrintWriter out, boolean terminal, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * @param kept what an earlier run has found
   */
  synchronized void begin(int accounts, Collection<Part> kept) {
    all = accounts;
    before = kept.size();
    done = before;
    findings = kept.stream().mapToLong(it -> it.told().size()).sum();
    begun = clock.instant();
    said = begun;
    underWay = true;
  }

  synchronized void done(Part part) {
    done++;
    findings += part.told().size();
    Instant now = clock.instant();
    if (Duration.between(said, now).compareTo(terminal ? ON_A_TERMINAL : ELSEWHERE) >= 0) {
      said = now;
      say(line(Duration.between(begun, now)));
    }
  }

  /** All are done. */
  synchronized void end() {
    underWay = false;
    clear();
  }

  /** Says how to go on, where there is something to go on from. */
  public synchronized void stopped() {
    if (underWay && done > 0) {
      clear();
      out.println(
          "Stopped after " + reached() + ". The same command with --resume goes on from there.");
    }
    underWay = false;
  }

  private void clear() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
      width = 0;
    }
  }

  private String reached() {
    return String.format(Locale.ROOT, "%,d of %,d accounts", done, all);
  }

  private String line(Duration past) {
    long seconds = past.toSeconds() * (all - done) / (done - before);
    String rest = seconds < 60 ? "less than a minute" : "about " + (seconds + 30) / 60 + " min";
    return String.format(Locale.ROOT, "%s, %,d findings, %s left", reached(), findings, rest);
  }

  private void say(String line) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      width = line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }
}
