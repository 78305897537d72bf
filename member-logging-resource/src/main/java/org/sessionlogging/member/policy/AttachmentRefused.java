package org.sessionlogging.member.policy;

import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.Refused;

/** A role that does not take the policy, as a refusal that names it and every way on. */
final class AttachmentRefused {

  private AttachmentRefused() {}

  /** The failure as it is where it may pass, or where there is no more to say. */
  static RuntimeException of(CallFailed failure, String roleName) {
    String said =
        "attachments to roles: " + failure.operation() + " failed: " + failure.reason() + ". ";
    String otherwise =
        " Otherwise leave it out of RoleNames, or, where Default Host Management uses it, set DefaultHostManagement to IGNORE.";
    return switch (failure.code()) {
      // IAM user guide, "IAM and AWS STS quotas"; the code of older APIs, then that of the SDK.
      case "LimitExceeded", "LimitExceededException" ->
          Refused.limit(
              said
                  + "The role "
                  + roleName
                  + " has all the managed policies that it may have, 10 managed policies by default: detach one that it"
                  + " does not need, or ask for a higher IAM quota."
                  + otherwise);
      // IAM API reference, AttachRolePolicy: a role that a service of AWS keeps.
      case "UnmodifiableEntity", "UnmodifiableEntityException" ->
          Refused.invalid(
              said
                  + "The role "
                  + roleName
                  + " belongs to a service of AWS, and nobody else can give it a policy: use a role of your own."
                  + otherwise);
      default ->
          failure.isDenial()
              ? Refused.denied(
                  said
                      + "Allow the action on the role "
                      + roleName
                      + " to the role of this operation, and look for a denial in a service control policy or a permissions"
                      + " boundary."
                      + otherwise)
              : failure;
    };
  }
}
