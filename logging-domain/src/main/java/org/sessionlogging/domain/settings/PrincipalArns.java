package org.sessionlogging.domain.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Roles and users, of which policies speak in a condition on aws:PrincipalArn: a role that is
 * deleted leaves its name there, where it would turn into an id as a Principal (IAM user guide,
 * "AWS JSON policy elements: Principal").
 *
 * @param patterns ARNs with their paths, in which {@code *} and {@code ?} stand for other
 *     characters
 */
public record PrincipalArns(SortedSet<String> patterns) {
  /** Nobody is named, so nothing is said about who. */
  public static final PrincipalArns NONE = new PrincipalArns(new TreeSet<>());

  /** So that the longest lists fit into a bucket's policy of 20 KB. */
  private static final int MOST = 10;

  private static final int LONGEST = 256;

  // aws:PrincipalArn of a session is the ARN of its role, and in an exact ARN "root" is the root
  // user alone (IAM user guide, "AWS global condition context keys", aws:PrincipalArn).
  private static final Pattern FORM =
      Pattern.compile("arn:(aws[a-z-]*):iam::([0-9]{12}):(?:role|user)/[A-Za-z0-9_+=,.@/*?-]+");

  /** Keeps them unchangeable. */
  public PrincipalArns {
    patterns = Collections.unmodifiableSortedSet(new TreeSet<>(patterns));
  }

  /**
   * What a property declares.
   *
   * @throws InvalidSettings when it names nobody, too many, or something that is no role or user
   */
  public static PrincipalArns of(String property, Collection<String> declared) {
    if (declared.isEmpty()) {
      throw new InvalidSettings(
          property, "names nobody", "name at least one role or user, or leave the property out");
    }
    if (declared.size() > MOST) {
      throw new InvalidSettings(
          property,
          "has more ARNs than a policy has room for (" + declared.size() + ")",
          "give at most " + MOST + ", and * for what differs between alike ones");
    }
    declared.forEach(arn -> check(property, arn));
    return new PrincipalArns(new TreeSet<>(declared));
  }

  private static void check(String property, String arn) {
    if (arn.length() > LONGEST || !FORM.matcher(arn).matches()) {
      throw new InvalidSettings(
          property,
          "contains what is not the ARN of a role or a user (" + arn + ")",
          "give arn:<partition>:iam::<account>:role/<path and name>, at most "
              + LONGEST
              + " characters, * and ? in the path and the name only; of an assumed role its role's ARN,"
              + " with the path");
    }
  }

  /** Whether somebody is named. */
  public boolean given() {
    return !patterns.isEmpty();
  }

  /** Those of one account. */
  public PrincipalArns of(String account) {
    return filtered(arn -> account(arn).equals(account));
  }

  /** Those of all accounts but one. */
  public PrincipalArns outside(String account) {
    return filtered(arn -> !account(arn).equals(account));
  }

  /** Whether aws:PrincipalArn of a caller is among them. */
  public boolean include(String arn) {
    return Wildcards.anyMatches(patterns, arn, false);
  }

  /** The first that is of another partition, where it would never match anybody. */
  void refuseOutside(String property, String partition) {
    patterns.stream()
        .filter(arn -> !part(arn, 1).equals(partition))
        .findFirst()
        .ifPresent(
            arn -> {
              throw new InvalidSettings(
                  property,
                  "contains an ARN of another partition (" + arn + ")",
                  "give one of " + partition);
            });
  }

  private PrincipalArns filtered(Predicate<String> wanted) {
    return new PrincipalArns(
        patterns.stream().filter(wanted).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String account(String arn) {
    return part(arn, 2);
  }

  private static String part(String arn, int number) {
    Matcher matcher = FORM.matcher(arn);
    return matcher.matches() ? matcher.group(number) : "";
  }
}
