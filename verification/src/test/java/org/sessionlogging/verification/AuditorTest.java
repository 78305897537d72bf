package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.laws.IamActions;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;

/** The role of examples/auditor.yaml: what the command calls in a member, and nothing else. */
class AuditorTest {
  private static final Pattern ACTION = Pattern.compile("- ((?!logs:)[a-z0-9]+:\\w+)");

  private static final Set<String> OF_THE_CALLER =
      Set.of(
          "s3 GetBucketPolicy",
          "s3 ListObjectsV2",
          "s3 GetBucketTagging",
          "s3 GetBucketVersioning",
          "s3 GetBucketOwnershipControls",
          "s3 GetPublicAccessBlock",
          "s3 GetObjectLockConfiguration",
          "s3 GetBucketLifecycleConfiguration",
          "s3 GetBucketReplication",
          "s3 GetBucketLogging",
          "s3 ListBuckets",
          "kms GetKeyPolicy",
          "kms GetKeyRotationStatus",
          "kms ListResourceTags",
          "iam ListRoles",
          "iam ListUsers",
          "organizations DescribeOrganization",
          "sts GetCallerIdentity",
          "sts AssumeRole");

  private static SortedSet<String> allowed() throws IOException {
    return allowed("auditor.yaml");
  }

  private static SortedSet<String> allowed(String template) throws IOException {
    Path examples =
        Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolveSibling("examples");
    return ACTION
        .matcher(Files.readString(examples.resolve(template)))
        .results()
        .map((MatchResult it) -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> calledIn(String account, Set<String> except) {
    World world = new World();
    world.account(account).ssm().settingsIn(World.HERE).put(World.HOST_MANAGEMENT, "app");
    world.bucket().logging =
        LoggingEnabled.builder().targetBucket(World.BUCKET).targetPrefix("").build();
    // What is asked of nothing but a session without a log.
    Object unused = world.session(World.FIRST, World.HERE, "anna-1");
    world.run("--ou", "r-root");
    Set<String> everywhere = new TreeSet<>(world.journal.calls());
    world.journal.forget();
    world.run("--accounts", account);
    Set<String> calls = new TreeSet<>(world.journal.calls());
    if (account.equals(World.ARCHIVE)) {
      calls.addAll(everywhere);
      calls.add("organizations ListAccounts");
    }
    calls.removeAll(except);
    return IamActions.of(calls);
  }

  private static SortedSet<String> called() {
    return calledIn(World.FIRST, OF_THE_CALLER);
  }

  @Test
  void roleMayDoWhatTheCommandCallsInAMember() throws IOException {
    assertThat(allowed()).isEqualTo(called());
  }

  @Test
  void roleWritesNothingAndReadsNoLog() throws IOException {
    assertThat(allowed())
        .allMatch(it -> it.matches("\\w+:(Get|List|Describe|Simulate)\\w+"))
        .doesNotContain("s3:GetObject", "s3:GetObjectVersion");
  }

  /** Who am I is answered to everybody (STS API reference, GetCallerIdentity). */
  @Test
  void guideNamesWhatElseTheCallerNeeds() throws IOException {
    String guide =
        Files.readString(
            Path.of(System.getProperty("basedir", "."))
                .toAbsolutePath()
                .resolveSibling("docs")
                .resolve("verify.md"));
    SortedSet<String> further = calledIn(World.ARCHIVE, Set.of("sts GetCallerIdentity"));
    further.removeAll(allowed());

    assertThat(further)
        .hasSize(21)
        .allMatch(action -> guide.contains("`" + action + "`"), "is in docs/verify.md");
  }

  /** What it does with its own bucket and its own log group is not the command's. */
  @Test
  void dailyRunMayDoWhatTheCommandCallsInTheLogAccount() throws IOException {
    SortedSet<String> wanted =
        calledIn(World.ARCHIVE, Set.of("sts GetCallerIdentity", "sts AssumeRole"));
    wanted.addAll(allowed());

    assertThat(allowed("verify-daily.yaml")).isEqualTo(wanted);
  }
}
