package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/**
 * A former document of the name is gone: SSM deletes in the background, and takes no new one until
 * then. What that one's own resource lets go of would be missing here.
 */
public record DepartedDocument(SessionDocument document) implements Handle<Boolean> {

  /** As a part. */
  public Part<Boolean> part() {
    return Part.of(this, true);
  }

  @Override
  public String name() {
    return "former session document";
  }

  @Override
  public Optional<Boolean> read() {
    return Optional.of(!document.life().isDeparting());
  }

  @Override
  public Step write(Boolean value, Optional<Boolean> live) {
    return Step.wait(5, "the former document to be gone", SessionDocument.FRESH);
  }
}
