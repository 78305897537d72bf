package org.sessionlogging.domain.settings;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What guardrails stand before, and for whom they open.
 *
 * @param documentNames session documents that Member makes or manages, the preferences among them;
 *     sessions start with these alone
 * @param regions where Member is; sessions start there alone. Empty for every Region
 * @param execClusterNames ECS clusters whose own configuration logs ECS Exec; elsewhere there is
 *     none
 * @param stackName how the names of our stacks and StackSets begin
 * @param deployerArns roles that deploy and register where StackSets do not; {@code *} may stand
 *     for the account
 * @param breakGlassArns roles for which everything opens but leaving the organization
 */
public record GuardrailSettings(
    SortedSet<String> documentNames,
    SortedSet<String> regions,
    SortedSet<String> execClusterNames,
    String stackName,
    SortedSet<String> deployerArns,
    SortedSet<String> breakGlassArns) {
  // SSM API reference, CreateDocument, Name; ECS API reference, CreateCluster, clusterName;
  // CloudFormation API reference, CreateStack, StackName.
  private static final Pattern DOCUMENT = Pattern.compile("[A-Za-z0-9_.-]{3,128}");
  private static final Pattern REGION = Pattern.compile(PropertyRules.REGION);
  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_-]{1,255}");
  private static final Pattern STACK = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");
  // A pattern in path or name would except roles that nobody has thought of. CreateRole, RoleName
  // and Path (IAM API reference), without wildcards.
  private static final Pattern ROLE =
      Pattern.compile(
          "arn:aws[a-z-]*:iam::(?:\\*|[0-9]{12}):role/(?:[\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}");

  /** Checks every name. */
  public GuardrailSettings {
    if (!documentNames.contains(MemberLogging.PREFERENCES_DOCUMENT)) {
      throw new InvalidSettings(
          "DocumentNames",
          "lacks " + MemberLogging.PREFERENCES_DOCUMENT + ", which sessions without a name use",
          "let a Member manage it, too, and add it here");
    }
    documentNames = checked("DocumentNames", "document", DOCUMENT, documentNames);
    regions = checked("Regions", "Region", REGION, regions);
    execClusterNames = checked("ExecClusterNames", "cluster", CLUSTER, execClusterNames);
    checked("StackName", "stack", STACK, new TreeSet<>(Collections.singleton(stackName)));
    deployerArns = checked("DeployerArns", "role", ROLE, deployerArns);
    breakGlassArns = checked("BreakGlassArns", "role", ROLE, breakGlassArns);
  }

  /** The preferences alone, in every Region, stacks named as in the guides, and nobody excepted. */
  public static GuardrailSettings defaults() {
    return new GuardrailSettings(
        new TreeSet<>(Collections.singleton(MemberLogging.PREFERENCES_DOCUMENT)),
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        "session-logging",
        Collections.emptySortedSet(),
        Collections.emptySortedSet());
  }

  private static SortedSet<String> checked(
      String property, String thing, Pattern form, SortedSet<String> names) {
    for (String name : names) {
      if (!form.matcher(name).matches()) {
        throw new InvalidSettings(
            property,
            "names no " + thing + " (" + name + ")",
            thing.equals("role")
                ? "give arn:<partition>:iam::<account or *>:role/<path and name>, without wildcards"
                    + " in path and name"
                : "give the name alone, without wildcards");
      }
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }
}
