package org.sessionlogging.verification;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.fakes.FakeAws;

/**
 * A large organization: of each hundred accounts one lacks a document, and of each thousand one
 * lets nobody in. An account is made when somebody asks it, and not kept.
 */
final class Crowd extends World {
  private static final int HELD = 100;

  private final Set<String> regions;
  private final Map<String, FakeAws> held =
      Collections.synchronizedMap(
          new LinkedHashMap<>(HELD, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, FakeAws> eldest) {
              return size() > HELD;
            }
          });

  /**
   * @param members beside the log account
   * @param regionCount how many Regions, the log account's among them
   */
  Crowd(int members, int regionCount) {
    this(members, regions(regionCount));
  }

  private Crowd(int members, Set<String> regions) {
    super(regions, ARCHIVE);
    this.regions = regions;
    IntStream.range(0, members).mapToObj(Crowd::id).forEach(this::join);
    archive().sts(HERE).assumable.removeIf(it -> it.matches("arn:aws:iam::1[0-9]{8}500:.*"));
  }

  private static Set<String> regions(int count) {
    Set<String> regions = new TreeSet<>(Set.of(HERE));
    IntStream.range(1, count).forEach(it -> regions.add("xx-region-" + it));
    return regions;
  }

  private static String id(int number) {
    return String.valueOf(100_000_000_000L + number);
  }

  @Override
  FakeAws account(String id) {
    return id.equals(ARCHIVE) ? super.account(id) : held.computeIfAbsent(id, this::made);
  }

  private FakeAws made(String id) {
    if (held.size() == HELD) {
      journal.forget();
    }
    FakeAws account = new FakeAws(id);
    regions.forEach(region -> putMember(account, region));
    if (id.endsWith("50")) {
      account.ssm().in(HERE).remove(MemberLogging.PREFERENCES_DOCUMENT);
    }
    return account;
  }

  /** A process of its own prints the report of so many members in so many Regions. */
  public static void main(String[] arguments) {
    Crowd crowd = new Crowd(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    crowd.threads = Executors.newFixedThreadPool(8);
    Run run = crowd.run("--format", "json");
    System.out.print(run.out());
    System.err.print(run.err());
    System.exit(run.status());
  }
}
