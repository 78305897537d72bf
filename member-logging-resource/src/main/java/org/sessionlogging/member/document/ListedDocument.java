package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/**
 * A document that this operation has made or taken over is listed: once a creation is over, list
 * has to name it (CloudFormation CLI user guide, "Resource type handler contract").
 */
public record ListedDocument(SessionDocument document) implements Handle<Boolean> {

  /** As a part. */
  public Part<Boolean> part() {
    return Part.of(this, true);
  }

  @Override
  public String name() {
    return "list of session documents";
  }

  @Override
  public Optional<Boolean> read() {
    return Optional.of(!document.claim().isWon() || document.isListed());
  }

  @Override
  public Step write(Boolean value, Optional<Boolean> live) {
    return Step.wait(5, "the document to be listed", SessionDocument.FRESH);
  }
}
