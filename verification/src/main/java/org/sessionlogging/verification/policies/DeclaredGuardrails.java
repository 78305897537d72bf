package org.sessionlogging.verification.policies;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GuardrailSettings;
import org.sessionlogging.domain.settings.MemberLogging;

/** What guardrails are made from, as far as the input does not follow from both types. */
final class DeclaredGuardrails {
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "BreakGlassArns",
              "DeployerArns",
              "DocumentNames",
              "ExecClusterNames",
              "Regions",
              "StackName"));

  private DeclaredGuardrails() {}

  static GuardrailSettings of(Properties properties, CentralLogging central, MemberLogging member) {
    properties.only(KNOWN);
    SortedSet<String> documents = new TreeSet<>(Set.of(MemberLogging.PREFERENCES_DOCUMENT));
    documents.add(member.documentName());
    SortedSet<String> regions = new TreeSet<>(central.replicaRegions());
    regions.add(central.place().region());
    return new GuardrailSettings(
        properties.texts("DocumentNames").orElse(documents),
        properties.texts("Regions").orElse(regions),
        properties.texts("ExecClusterNames").orElseGet(TreeSet::new),
        properties.text("StackName", "session-logging"),
        properties.texts("DeployerArns").orElseGet(TreeSet::new),
        properties.texts("BreakGlassArns").orElseGet(TreeSet::new));
  }
}
