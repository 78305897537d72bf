package org.sessionlogging.domain.judgement;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.sessionlogging.domain.judgement.DeploymentFacts.HoldingStack;
import org.sessionlogging.domain.judgement.DeploymentFacts.RegisteredType;

/** Whether Member is registered, and as in the log account, means this. */
record RegistrationJudgement(DeploymentFacts facts) {

  Finding finding() {
    return facts.type().judged(Check.REGISTRATION, this::registration);
  }

  private Finding registration(Optional<RegisteredType> type) {
    return type.map(
            it ->
                facts
                    .typeOfLogAccount()
                    .judged(Check.REGISTRATION, other -> version(it, other.orElse(it))))
        .orElseGet(() -> facts.stack().judged(Check.REGISTRATION, this::unregistered));
  }

  private static Finding version(RegisteredType here, RegisteredType ofLogAccount) {
    return here.schema().equals(ofLogAccount.schema())
        ? Finding.proven(Check.REGISTRATION, "Member is registered, " + said(here))
        : Finding.warning(
            Check.REGISTRATION,
            "Member's "
                + said(here)
                + ", is "
                + (here.registered().isBefore(ofLogAccount.registered()) ? "older" : "newer")
                + " than the log account's "
                + said(ofLogAccount)
                + ", and has another schema",
            "Register the newer one in the account and Region of the older.");
  }

  private static String said(RegisteredType type) {
    return "version "
        + type.versionId()
        + " of "
        + DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(type.registered());
  }

  private Finding unregistered(Optional<HoldingStack> stack) {
    return stack.filter(HoldingStack::isCustom).isPresent()
        ? Finding.proven(Check.REGISTRATION, "a function stands for the type")
        : Finding.warning(
            Check.REGISTRATION,
            "the type Member is not registered, so that it can be neither deployed nor updated",
            "Register it (docs/deploying.md), or leave it so where no stack is to hold the document.");
  }
}
