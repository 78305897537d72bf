package org.sessionlogging.fakes.store;

import java.util.List;
import java.util.function.Function;

/**
 * One page of an answer. No page is longer than two entries, so that whoever reads the first alone
 * is found out; AWS may always return fewer than it was asked for ("might return fewer", under
 * MaxItems, Limit and MaxResults in the API references of IAM, KMS and SSM).
 *
 * @param next token of the page that follows; null on the last one
 */
public record Page<T>(List<T> items, String next) {
  private static final int MOST = 2;

  /** What AWS puts on a page of tags or names as a rule: at least that (API references). */
  private static final int AS_A_RULE = 50;

  private static final ThreadLocal<Integer> MOST_NOW = ThreadLocal.withInitial(() -> MOST);

  /**
   * The page of a token.
   *
   * @param token null for the first page
   * @param limit what the request asks for; null when it does not
   */
  public static <T> Page<T> of(List<T> all, String token, Integer limit) {
    return of(all, token, limit == null ? MOST_NOW.get() : Math.min(limit, MOST_NOW.get()));
  }

  /** From now on pages are as long as they are on AWS as a rule, for whoever counts calls. */
  public static void asARule() {
    MOST_NOW.set(AS_A_RULE);
  }

  /** Again short ones. */
  public static void shortOnes() {
    MOST_NOW.remove();
  }

  /** The same where AWS fills its pages. */
  public static <T> Page<T> of(List<T> all, String token, int size) {
    int from = token == null || token.isEmpty() ? 0 : Integer.parseInt(token);
    int to = Math.min(all.size(), from + size);
    return new Page<>(
        List.copyOf(all.subList(Math.min(from, to), to)),
        to < all.size() ? String.valueOf(to) : null);
  }

  /** The entries as the service puts them. */
  public <R> List<R> as(Function<T, R> form) {
    return items.stream().map(form).toList();
  }

  /** Whether more follows. */
  public boolean truncated() {
    return next != null;
  }
}
