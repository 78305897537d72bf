package org.sessionlogging.domain.policy.guardrails;

import java.util.List;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.Statement;

/**
 * What keeps others from our roles and from what works with them: whoever makes a handler do
 * something does it with rights that the other guardrails except.
 */
record DeploymentGuardrail(Guarded guarded) {

  List<Statement> statements() {
    return List.of(roles(), stacks(), functions(), types(), resources(), imports(), membership());
  }

  /** A role of that name must not be made, trusted, given rights or handed on by others. */
  private Statement roles() {
    return guarded
        .denyExceptDeployers("KeepRoles")
        .actions(
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:DeleteRole",
            "iam:DeleteRolePermissionsBoundary",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:PassRole",
            "iam:PutRolePermissionsBoundary",
            "iam:PutRolePolicy",
            "iam:UpdateAssumeRolePolicy")
        .resources(guarded.excepted());
  }

  private Statement stacks() {
    String name = guarded.settings().stackName();
    return guarded
        .denyExceptDeployers("KeepStacks")
        .actions(
            "cloudformation:CancelUpdateStack",
            "cloudformation:ContinueUpdateRollback",
            "cloudformation:CreateChangeSet",
            "cloudformation:CreateStackInstances",
            "cloudformation:CreateStackRefactor",
            "cloudformation:DeleteStack",
            "cloudformation:DeleteStackInstances",
            "cloudformation:DeleteStackSet",
            "cloudformation:ExecuteChangeSet",
            "cloudformation:ExecuteStackRefactor",
            "cloudformation:RollbackStack",
            "cloudformation:SetStackPolicy",
            "cloudformation:UpdateStack",
            "cloudformation:UpdateStackInstances",
            "cloudformation:UpdateStackSet",
            "cloudformation:UpdateTerminationProtection")
        .resources(
            Guarded.array(
                Stream.of("stack/" + name, "stack/StackSet-" + name, "stackset/" + name)
                    .map(it -> guarded.anywhere("cloudformation", it + "*"))));
  }

  /**
   * Functions of the Custom:: door, which CloudFormation names after their stacks: an event of
   * anybody's would be carried out, and other code would run with the role.
   */
  private Statement functions() {
    String name = guarded.settings().stackName();
    return guarded
        .denyExceptDeployers("KeepFunctions")
        .actions(
            "lambda:AddPermission",
            "lambda:CreateFunctionUrlConfig",
            "lambda:DeleteFunction",
            "lambda:InvokeAsync",
            "lambda:InvokeFunction",
            "lambda:InvokeFunctionUrl",
            "lambda:UpdateFunctionCode",
            "lambda:UpdateFunctionConfiguration")
        .resources(
            Guarded.array(
                Stream.of(name, "StackSet-" + name)
                    .map(it -> guarded.anywhere("lambda", "function:" + it + "*"))));
  }

  /** These take no resource (Service Authorization Reference), so it is every type's. */
  private Statement types() {
    return guarded
        .denyExceptDeployers("KeepTypes")
        .actions(
            "cloudformation:ActivateType",
            "cloudformation:DeactivateType",
            "cloudformation:DeregisterType",
            "cloudformation:RegisterType",
            "cloudformation:SetTypeConfiguration",
            "cloudformation:SetTypeDefaultVersion")
        .resources("*");
  }

  /** The Cloud Control API runs handlers past the stacks; it takes no resource either. */
  private Statement resources() {
    return guarded
        .denyExceptDeployers("KeepResources")
        .actions("cloudformation:DeleteResource", "cloudformation:UpdateResource")
        .resources("*");
  }

  /** Whoever imports what is ours into a stack of their own updates and deletes it there. */
  private Statement imports() {
    return guarded
        .denyExceptDeployers("KeepFromImport")
        .actions("cloudformation:CreateChangeSet")
        .resources("*")
        .when(
            "ForAnyValue:StringLike",
            "cloudformation:ImportResourceTypes",
            "SessionManager::Logging::*");
  }

  /**
   * Outside of the organization no member reaches the bucket, and 90 days after the log account is
   * closed there is none (Organizations API reference, CloseAccount). Break glass is no reason for
   * either.
   */
  private Statement membership() {
    return Statement.deny("KeepMembership")
        .actions("account:CloseAccount", "organizations:LeaveOrganization")
        .resources("*");
  }
}
