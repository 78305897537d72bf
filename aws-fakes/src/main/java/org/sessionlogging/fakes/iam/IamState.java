package org.sessionlogging.fakes.iam;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The managed policies, roles and users of one account. */
public final class IamState {
  /** By ARN. */
  public final SortedMap<String, FakePolicy> policies = new TreeMap<>();

  /** By name. */
  public final SortedMap<String, FakeRole> roles = new TreeMap<>();

  /** By name; whatever a role has a user has, but for whom it trusts. */
  public final SortedMap<String, FakeRole> users = new TreeMap<>();

  /** Roles of the instance profiles by name; empty for one without. */
  public final SortedMap<String, String> profiles = new TreeMap<>();

  /** Makes a role that nothing is attached to. */
  public FakeRole role(String name) {
    return roles.computeIfAbsent(name, it -> new FakeRole());
  }

  /** Makes a user that nothing is attached to. */
  public FakeRole user(String name) {
    return users.computeIfAbsent(name, it -> new FakeRole());
  }

  /** Makes a policy that is attached to nothing. */
  public FakePolicy policy(String arn, String text) {
    FakePolicy policy = new FakePolicy(arn);
    policy.write(text);
    policies.put(arn, policy);
    return policy;
  }

  /** Names of the roles that a policy is attached to. */
  public List<String> rolesOf(String arn) {
    return roles.entrySet().stream()
        .filter(it -> it.getValue().policies.contains(arn))
        .map(Map.Entry::getKey)
        .toList();
  }
}
