package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sessionlogging.domain.judgement.DeploymentFacts.HoldingStack;
import org.sessionlogging.domain.judgement.DeploymentFacts.StackInstance;
import org.sessionlogging.domain.settings.MemberTags;

/**
 * What was found of Member's deployment in one account and Region means this. Sessions are logged
 * whoever sees to it, so nothing of it is more than a warning.
 */
public final class DeploymentJudgement {
  private static final Set<String> DRIFTED = Set.of("MODIFIED", "DELETED");

  private final DeploymentFacts facts;

  private DeploymentJudgement(DeploymentFacts facts) {
    this.facts = facts;
  }

  /** The findings in the order of {@link Check}, at least one for each that applies. */
  public static List<Finding> of(DeploymentFacts facts) {
    return new DeploymentJudgement(facts).findings();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new RegistrationJudgement(facts).finding());
    findings.addAll(stack());
    if (!facts.documentTags().isKnown() || facts.documentTags().value().isPresent()) {
      findings.add(owner());
    }
    return findings;
  }

  private List<Finding> stack() {
    List<Finding> findings = new ArrayList<>();
    facts
        .unlike()
        .value()
        .map(it -> it.get(facts.place()))
        .ifPresent(it -> findings.add(unlike(it)));
    facts.stack().value().flatMap(DeploymentJudgement::trouble).ifPresent(findings::add);
    if (!facts.unlike().isKnown()) {
      findings.add(
          Finding.unproven(
              Check.STACK,
              facts.unlike().unasked(),
              "Have the log account administer the StackSet (docs/deploying.md), allow cloudformation:ListStackInstances there, or name"
                  + " another with --stack-set."));
    }
    if (!facts.stack().isKnown()) {
      findings.add(facts.stack().unproven(Check.STACK));
    }
    if (findings.isEmpty()) {
      facts
          .stack()
          .value()
          .ifPresent(
              it -> findings.add(Finding.proven(Check.STACK, it.name() + " holds the document")));
    }
    return findings;
  }

  private static Finding unlike(StackInstance instance) {
    return Finding.warning(
        Check.STACK,
        "the instance of StackSet "
            + instance.stackSetName()
            + " is "
            + instance.status()
            + because(instance.statusReason()),
        "Put the cause right, then have the StackSet try again (docs/deploying.md, When an operation failed).");
  }

  private static Optional<Finding> trouble(HoldingStack stack) {
    if (stack.status().endsWith("_FAILED")) {
      return Optional.of(
          Finding.warning(
              Check.STACK,
              stack.name()
                  + " holds the document, which is "
                  + stack.status()
                  + because(stack.statusReason()),
              "Put the cause right, then go on with the stack (docs/deploying.md, When an operation failed)."));
    }
    return DRIFTED.contains(stack.drift())
        ? Optional.of(
            Finding.warning(
                Check.STACK,
                stack.name() + " found the document " + stack.drift() + " when it last looked",
                "Look again with aws cloudformation detect-stack-drift. Where it still differs, update the stack with a changed"
                    + " tag."))
        : Optional.empty();
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private Finding owner() {
    return facts
        .documentTags()
        .judged(
            Check.DOCUMENT_OWNER,
            tags ->
                tags.filter(MemberTags::areOfMember).isPresent()
                    ? Finding.proven(Check.DOCUMENT_OWNER, "Member keeps the document")
                    : facts.stack().judged(Check.DOCUMENT_OWNER, DeploymentJudgement::other));
  }

  private static Finding other(Optional<HoldingStack> stack) {
    return stack
        .map(
            it ->
                Finding.warning(
                    Check.DOCUMENT_OWNER,
                    "the document is not Member's but of stack "
                        + it.name()
                        + " ("
                        + it.resourceType()
                        + "), whose deletion deletes it",
                    "Leave it, if that stack is to keep it. Else give it DeletionPolicy: Retain there, take it out of the template,"
                        + " and deploy Member, which takes it over."))
        .orElseGet(
            () ->
                Finding.warning(
                    Check.DOCUMENT_OWNER,
                    "nobody keeps the document: it was made by hand",
                    "Deploy Member, which takes it over. Leave it, if it is to be kept by hand."));
  }
}
