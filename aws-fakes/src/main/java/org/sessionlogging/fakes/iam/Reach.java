package org.sessionlogging.fakes.iam;

import java.util.Set;
import java.util.function.Function;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Store;
import org.sessionlogging.fakes.sts.FakeSts;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.IamRequest;

/** How the calls of one account reach its policies and roles. */
record Reach(Store<IamState> store, FakeSts sts, String account) {

  /**
   * What was made a moment ago may be unknown, what was detached may still count
   * (hashicorp/terraform-provider-aws PR#6709: NoSuchEntity from AttachRolePolicy; IAM user guide,
   * troubleshoot.html, "Changes that I make are not always immediately visible").
   */
  static final Set<String> PASSING = Set.of("NoSuchEntity", "DeleteConflict");

  /** A read about a policy. */
  <R> R look(IamRequest request, String arn, Function<FakePolicy, R> question) {
    return store.look(request, arn, state -> question.apply(policy(state, arn)));
  }

  /** A write that begins with a look-up of a policy. */
  <R> R write(IamRequest request, String arn, R answer, Change change) {
    return store.write(
        request,
        arn,
        PASSING,
        state -> {
          change.apply(state, policy(state, arn));
          return answer;
        });
  }

  /** A read about a role. */
  <R> R lookAtRole(IamRequest request, String name, Function<FakeRole, R> question) {
    return store.look(request, name, state -> question.apply(role(state, name)));
  }

  /** A write about a role, as far as AWS lets others change it. */
  <R> R changeRole(IamRequest request, String name, R answer, RoleChange change) {
    return store.write(
        request,
        name,
        PASSING,
        state -> {
          change.apply(state, changeable(state, name));
          return answer;
        });
  }

  /** A change of a role, or its refusal. */
  interface RoleChange {
    void apply(IamState state, FakeRole role);
  }

  /** A change of a policy, or its refusal. */
  interface Change {
    void apply(IamState state, FakePolicy policy);
  }

  String roleArn(String path, String name) {
    return "arn:aws:iam::" + account + ":role" + path + name;
  }

  String userArn(String path, String name) {
    return "arn:aws:iam::" + account + ":user" + path + name;
  }

  /** The role or user of an ARN (API reference, SimulatePrincipalPolicy, PolicySourceArn). */
  FakeRole principal(IamState state, String arn) {
    String name = arn.replaceFirst(".*/", "");
    FakeRole found = arn.contains(":user/") ? state.users.get(name) : state.roles.get(name);
    if (found == null
        || !(arn.equals(roleArn(found.path, name)) || arn.equals(userArn(found.path, name)))) {
      throw absent(arn);
    }
    return found;
  }

  /** AWS's own are there in every account (IAM user guide, access_policies_managed-vs-inline). */
  static FakePolicy policy(IamState state, String arn) {
    if (arn.contains(":iam::aws:policy/")) {
      return new FakePolicy(arn);
    }
    if (!state.policies.containsKey(arn)) {
      throw absent(arn);
    }
    return state.policies.get(arn);
  }

  static FakeRole role(IamState state, String name) {
    if (!state.roles.containsKey(name)) {
      throw absent(name);
    }
    return state.roles.get(name);
  }

  /** One that AWS lets others change (API reference, AttachRolePolicy: UnmodifiableEntity). */
  static FakeRole changeable(IamState state, String name) {
    FakeRole role = role(state, name);
    if (role.path.startsWith("/aws-service-role/")) {
      throw AwsError.of(
          400,
          "UnmodifiableEntity",
          "Cannot perform the operation on the protected role '"
              + name
              + "' - this role is only modifiable by AWS");
    }
    return role;
  }

  static AwsServiceException absent(String what) {
    return AwsError.of(404, "NoSuchEntity", what + " does not exist.");
  }
}
