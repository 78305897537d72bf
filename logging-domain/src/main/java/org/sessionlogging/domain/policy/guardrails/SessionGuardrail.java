package org.sessionlogging.domain.policy.guardrails;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.Statement;

/** What keeps sessions in documents that log, and these documents as they are. */
record SessionGuardrail(Guarded guarded) {
  private static final String START = "ssm:StartSession";
  private static final String EXEC = "ecs:ExecuteCommand";

  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>(starts());
    statements.addAll(regions());
    statements.addAll(exec());
    statements.addAll(preferences());
    statements.addAll(policies());
    return statements;
  }

  /**
   * AWS asks for the target and, when the call names a document, for the document (Service
   * Authorization Reference, "AWS Systems Manager", StartSession). Whatever is not listed is
   * denied, also what AWS makes later: documents that tunnel, and ECS tasks, whose direct sessions
   * have no log (ECS developer guide, "Limiting access to the Start Session action"). A call
   * without a document uses the preferences, and has only its target checked. So
   * ssm:SessionDocumentAccessCheck has no place here: it makes AWS ask for the document in an Allow
   * (Systems Manager user guide, "Start a session with a document by specifying the session
   * documents in IAM policies"), and in a Deny would say which calls are denied.
   */
  private List<Statement> starts() {
    Stream<String> targets =
        Stream.of(
            guarded.anywhere("ec2", "instance/*"), guarded.anywhere("ssm", "managed-instance/*"));
    return List.of(
        guarded
            .deny("OnlySessionsThatLog")
            .actions(START)
            .notResources(Guarded.array(Stream.concat(targets, documents()))),
        // A document of that name may be shared by any account. Without the Null a call for which
        // AWS does not know the document's account would be denied.
        guarded
            .deny("OnlyOwnDocuments")
            .actions(START)
            .resources(guarded.anywhere("ssm", "document/*"))
            .when("StringNotEquals", "aws:ResourceAccount", "${aws:PrincipalAccount}")
            .when("Null", "aws:ResourceAccount", "false"));
  }

  /** Where nobody saved preferences, a session without a document's name starts without a log. */
  private List<Statement> regions() {
    Stream<String> regions = guarded.settings().regions().stream();
    return guarded.settings().regions().isEmpty()
        ? List.of()
        : List.of(
            guarded
                .deny("OnlyRegionsThatLog")
                .actions(START)
                .resources("*")
                .when("StringNotEquals", "aws:RequestedRegion", Guarded.array(regions)));
  }

  /** ECS Exec reads no preferences: what it logs is a matter of each cluster's configuration. */
  private List<Statement> exec() {
    List<String> clusters = List.copyOf(guarded.settings().execClusterNames());
    if (clusters.isEmpty()) {
      return List.of(guarded.deny("NoExec").actions(EXEC).resources("*"));
    }
    Stream<String> tasks =
        clusters.stream().map(name -> guarded.anywhere("ecs", "task/" + name + "/*"));
    return List.of(
        guarded
            .deny("OnlyExecThatLogs")
            .actions(EXEC)
            .notResources(Guarded.array(Stream.concat(clusters(clusters), tasks))),
        guarded
            .denyExceptDeployers("KeepClusters")
            .actions("ecs:CreateCluster", "ecs:UpdateCluster")
            .resources(Guarded.array(clusters(clusters))));
  }

  /** Documents with the versions that sessions use, and the parameter that leads to the policy. */
  private List<Statement> preferences() {
    return List.of(
        guarded
            .denyExceptOurs("KeepPreferences")
            .actions(
                "ssm:CreateDocument",
                "ssm:DeleteDocument",
                "ssm:ModifyDocumentPermission",
                "ssm:PutResourcePolicy",
                "ssm:UpdateDocument",
                "ssm:UpdateDocumentDefaultVersion")
            .resources(Guarded.array(documents())),
        guarded
            .denyExceptOurs("KeepParameters")
            .actions("ssm:DeleteParameter", "ssm:DeleteParameters", "ssm:PutParameter")
            .resources(guarded.anywhere("ssm", "parameter/session-logging/*")),
        // What delete and update rest upon (ADR 0011, ADR 0015). Other tags are everybody's.
        guarded
            .denyExceptOurs("KeepMarks")
            .actions(
                "iam:TagPolicy",
                "iam:UntagPolicy",
                "ssm:AddTagsToResource",
                "ssm:RemoveTagsFromResource")
            .resources("*")
            .when("ForAnyValue:StringLike", "aws:TagKeys", "session-logging:*"));
  }

  private List<Statement> policies() {
    String policies = guarded.iam("*", "policy/session-logging/*");
    return List.of(
        guarded
            .denyExceptOurs("KeepPolicies")
            .actions(
                "iam:CreatePolicy",
                "iam:CreatePolicyVersion",
                "iam:DeletePolicy",
                "iam:DeletePolicyVersion",
                "iam:SetDefaultPolicyVersion")
            .resources(policies),
        // Those that deploy take away roles that have it.
        guarded
            .denyExceptOursAndDeployers("KeepAttachments")
            .actions("iam:DetachRolePolicy")
            .resources("*")
            .when("ArnLike", "iam:PolicyARN", policies));
  }

  private Stream<String> documents() {
    return guarded.settings().documentNames().stream()
        .map(name -> guarded.anywhere("ssm", "document/" + name));
  }

  private Stream<String> clusters(List<String> names) {
    return names.stream().map(name -> guarded.anywhere("ecs", "cluster/" + name));
  }
}
