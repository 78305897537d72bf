package org.sessionlogging.member.document;

import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * A change of the document that was denied: AWS's text says mostly which kind of policy did it (IAM
 * user guide, "Troubleshoot access denied error messages").
 */
final class Denial {

  private Denial() {}

  /** The failure as it is, or as a refusal that names who denied. */
  static RuntimeException of(CallFailed failure, String part) {
    return failure.isDenial()
        ? Refused.denied(
            part
                + ": "
                + failure.operation()
                + " failed: "
                + failure.reason()
                + ". "
                + remedy(failure))
        : failure;
  }

  private static String remedy(CallFailed failure) {
    return failure
        .denyingPolicy()
        .map(
            kind ->
                "AWS says that this kind of policy denies: "
                    + kind
                    + ". Allow the action there, or except the role of this operation from it; a service control policy"
                    + " is above the account.")
        .orElse(
            "Allow the action to the role of this operation. AWS does not say which policy denied. In this order look"
                + " for: a service control policy that keeps the document from being modified, a missing"
                + " ssm:UpdateDocument of that role, its permissions boundary, and a CloudFormation stack that owns the"
                + " document (its tags).");
  }
}
