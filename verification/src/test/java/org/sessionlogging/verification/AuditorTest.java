package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.laws.IamActions;

/** The role of examples/auditor.yaml: what the command calls in a member, and nothing else. */
class AuditorTest {
  private static final Pattern ACTION = Pattern.compile("- ((?:iam|kms|s3|ssm):\\w+)");

  private static SortedSet<String> allowed() throws IOException {
    Path template =
        Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolveSibling("examples");
    return ACTION
        .matcher(Files.readString(template.resolve("auditor.yaml")))
        .results()
        .map((MatchResult it) -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> called() {
    World world = new World();
    world.account(World.FIRST).ssm().settingsIn(World.HERE).put(World.HOST_MANAGEMENT, "app");
    world.run("--accounts", World.FIRST);
    List<String> ofTheCaller =
        List.of(
            "s3 GetBucketPolicy",
            "s3 GetBucketTagging",
            "s3 GetBucketVersioning",
            "s3 GetBucketOwnershipControls",
            "s3 GetPublicAccessBlock",
            "kms GetKeyRotationStatus",
            "organizations DescribeOrganization",
            "sts GetCallerIdentity",
            "sts AssumeRole");
    Set<String> calls = new TreeSet<>(world.journal.calls());
    calls.removeAll(ofTheCaller);
    return IamActions.of(calls);
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
}
