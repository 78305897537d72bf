package org.sessionlogging.verification.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.guardrails.Guardrails;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.OrganizationId;

/** The texts of all policies of a declaration, by the names of their files. */
public final class PolicyFiles {
  private final Declaration declaration;
  private final SortedMap<String, String> files = new TreeMap<>();

  private PolicyFiles(Declaration declaration) {
    this.declaration = declaration;
  }

  /**
   * Those of an input in JSON or YAML. A given key's is its owner's, so it is not there; nor is
   * that of a second key with ONE_KEY, nor a replica's without ReplicaRegions.
   *
   * @throws org.sessionlogging.domain.settings.InvalidSettings when the input can't be carried out
   */
  public static SortedMap<String, String> of(String input) {
    return new PolicyFiles(Declaration.parse(input)).files();
  }

  private SortedMap<String, String> files() {
    CentralLogging central = declaration.central();
    OrganizationId organization = declaration.organization();
    put("bucket", BucketPolicy.of(central, organization, declaration.keys().bucketKey()));
    for (Set<KeyPurpose> purposes : central.keys().mode().keys()) {
      KeyPurpose first = purposes.iterator().next();
      if (central.keys().given(first).isEmpty()) {
        put(first.word() + "-key", KeyPolicies.of(purposes, central, organization));
      }
    }
    if (!central.replicaRegions().isEmpty()) {
      put("replica-key", KeyPolicies.of(Set.of(KeyPurpose.SESSION), central, organization));
    }
    put("member", MemberPolicy.of(declaration.member(), memberKeys()));
    guardrails();
    return files;
  }

  /** As a member is told them, or as it finds them. */
  private MemberKeys memberKeys() {
    return new MemberKeys(
        declaration.member().keys().bucketKey().orElse(declaration.keys().bucketKey()),
        declaration.member().keys().encryptsSessions()
            ? declaration.member().keys().sessionKey().or(declaration.keys()::sessionKey)
            : Optional.empty());
  }

  private void guardrails() {
    CentralLogging central = declaration.central();
    String partition = central.place().partition();
    List<KeyArn> keys = new ArrayList<>(List.of(declaration.keys().bucketKey()));
    if (central.keys().mode() == KeyMode.TWO_KEYS) {
      keys.add(declaration.keys().sessionKey().orElseThrow());
    }
    files.put(
        "guardrails/sessions.json",
        Guardrails.text(Guardrails.sessions(partition, declaration.guardrails())));
    files.put(
        "guardrails/deployment.json",
        Guardrails.text(Guardrails.deployment(partition, declaration.guardrails())));
    files.put(
        "guardrails/archive.json",
        Guardrails.text(
            Guardrails.archive(
                central.place(),
                central.bucket().name(),
                declaration.organization(),
                keys,
                declaration.guardrails())));
  }

  private void put(String name, PolicyDocument policy) {
    files.put(name + ".json", Json.parse(policy.json()).orElseThrow().toPrettyString() + "\n");
  }
}
