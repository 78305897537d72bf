package org.sessionlogging.verification.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Reason;
import org.sessionlogging.domain.judgement.Severity;
import org.sessionlogging.verification.report.Verdict.Found;

/** Verdicts to show: their findings are worded as the judgements word theirs. */
final class Sample {
  static final String LOG_ACCOUNT = "999988887777";
  static final String HERE = "eu-central-1";
  private static final List<String> REGIONS =
      List.of(HERE, "eu-west-1", "us-east-1", "us-west-2", "ap-southeast-2");
  private static final List<String> NAMES =
      List.of(
          "log-archive",
          "payments",
          "web-shop",
          "analytics",
          "mobile",
          "identity",
          "warehouse",
          "search",
          "data-lake",
          "sandbox");
  private static final String CALL_AGAIN =
      "Have Member put it right: an update of its stack or stack instance with a changed tag does.";

  private Sample() {}

  /** Ten accounts in five Regions, with something of each kind. */
  static Verdict organization() {
    List<Found> found = new ArrayList<>();
    found.add(
        at(
            "log-archive",
            HERE,
            Severity.FAILURE,
            Check.PUBLIC_ACCESS,
            "not all of the bucket's public access blocks are on",
            "Have Central put it right: an update of its stack with a changed tag does."));
    found.add(
        at(
            "web-shop",
            "us-east-1",
            Severity.FAILURE,
            Check.PREFERENCES,
            "logs go to bucket web-shop-sessions; the default version, which the console shows, is not what the latest says",
            CALL_AGAIN));
    for (String region : REGIONS) {
      found.add(
          at(
              "analytics",
              region,
              Severity.FAILURE,
              Check.ROLE_RIGHTS,
              "s3:PutObject of role workload-instances on arn:aws:s3:::central-logs/"
                  + id("analytics")
                  + "/"
                  + region
                  + "/* is outside of its permissions boundary",
              "Allow in the boundary what the policy allows, or take the role out of RoleNames; for the role that Default Host"
                  + " Management makes give another PermissionsBoundaryArn."));
      found.add(
          at(
              "data-lake",
              region,
              Severity.UNPROVEN,
              Check.ROLE_RIGHTS,
              "of role workload-instances, iam SimulatePrincipalPolicy failed: Rate exceeded",
              "Allow iam:GetRole and iam:SimulatePrincipalPolicy to have them looked at; where IAM was asked too often, update"
                  + " again."));
    }
    found.add(
        at(
            "mobile",
            "ap-southeast-2",
            Severity.WARNING,
            Check.ATTACHMENT,
            "no role has the policy, and Default Host Management is off",
            "Name the instances' roles in RoleNames of Member, attach its PolicyArn to them, or turn Default Host Management on."
                + " Without instances nothing is missing."));
    found.add(
        at(
            "identity",
            "us-west-2",
            Severity.FAILURE,
            Check.PREFERENCES,
            "there are no Session Manager preferences, so that no session is logged",
            "Deploy Member to this account and Region."));
    found.add(
        at(
            "sandbox",
            "",
            Severity.FAILURE,
            Check.ACCOUNT,
            "it can't be looked at: sts AssumeRole failed: User is not authorized to perform: sts:AssumeRole",
            "Deploy the role session-logging/SessionLoggingAuditor to the account (examples/auditor.yaml), let it trust whoever"
                + " runs this, or leave the account out with --accounts."));
    SortedMap<String, String> accounts = new TreeMap<>();
    NAMES.forEach(it -> accounts.put(id(it), it));
    return verdict(accounts, REGIONS, found.stream(), 1043);
  }

  /** All is as it should be. */
  static Verdict fine() {
    return verdict(new TreeMap<>(organization().accounts()), REGIONS, Stream.empty(), 1120);
  }

  /** The same in every Region that AWS turns on by itself. */
  static Verdict manyRegions() {
    Verdict some = organization();
    List<String> regions = new ArrayList<>(REGIONS);
    regions.addAll(
        List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ca-central-1",
            "eu-north-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-2",
            "us-west-1"));
    return verdict(some.accounts(), regions, some.told().stream(), 3400);
  }

  /** What AWS or a person may have named: none of it may become markup or script. */
  static Verdict hostile() {
    String markup =
        "</script><img src=x onerror=\"document.title='broken'\"><!--<script>&amp;{{verdict}} $1 \\u003c";
    SortedMap<String, String> accounts = new TreeMap<>();
    accounts.put(LOG_ACCOUNT, markup);
    return verdict(
        accounts,
        List.of(HERE),
        Stream.of(
            new Found(
                LOG_ACCOUNT,
                HERE,
                new Finding(Check.BUCKET, Severity.FAILURE, Reason.LASTING, markup, markup))),
        0);
  }

  /**
   * 5,000 accounts in 17 Regions, everywhere some findings, a tenth of them with words of their
   * own.
   */
  static Verdict large() {
    SortedMap<String, String> accounts = new TreeMap<>();
    List<String> regions = IntStream.rangeClosed(1, 17).mapToObj(it -> "xx-region-" + it).toList();
    IntStream.range(0, 5000)
        .forEach(
            it ->
                accounts.put(
                    String.format(Locale.ROOT, "%012d", 100_000_000_000L + 7_919L * it),
                    "workload-" + it));
    String arn = "arn:aws:kms:eu-central-1:999988887777:key/mrk-0123456789abcdef0123456789abcdef";
    Stream<Found> found =
        accounts.keySet().stream()
            .flatMap(
                account ->
                    regions.stream()
                        .flatMap(
                            region ->
                                Stream.of(
                                    finding(
                                        account, region, Severity.FAILURE, Check.PREFERENCES, arn),
                                    finding(
                                        account, region, Severity.UNPROVEN, Check.SESSION_KEY, arn),
                                    finding(
                                        account,
                                        region,
                                        Severity.WARNING,
                                        Check.ATTACHMENT,
                                        arn + " of " + account.hashCode() * region.hashCode()))));
    return verdict(accounts, regions, found, 2_000_000);
  }

  private static Found finding(
      String account, String region, Severity severity, Check check, String what) {
    return new Found(
        account,
        region,
        new Finding(
            check,
            severity,
            Reason.LASTING,
            "in " + account + " and " + region + " there is " + what.repeat(3),
            CALL_AGAIN));
  }

  private static Found at(
      String name, String region, Severity severity, Check check, String cause, String remedy) {
    return new Found(id(name), region, new Finding(check, severity, Reason.LASTING, cause, remedy));
  }

  private static String id(String name) {
    return name.equals("log-archive")
        ? LOG_ACCOUNT
        : String.format(
            Locale.ROOT,
            "%d%d",
            111_122_223 + 111 * NAMES.indexOf(name),
            330 + NAMES.indexOf(name));
  }

  private static Verdict verdict(
      SortedMap<String, String> accounts, List<String> regions, Stream<Found> found, long proven) {
    Stream<Found> healthy =
        Stream.generate(
                () -> new Found(LOG_ACCOUNT, HERE, Finding.proven(Check.BUCKET, "it is there")))
            .limit(proven);
    return Verdict.of(
        "central-logs", accounts, new TreeSet<>(regions), Stream.concat(found, healthy));
  }
}
