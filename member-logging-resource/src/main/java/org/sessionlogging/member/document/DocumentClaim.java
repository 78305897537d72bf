package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Awaited;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;

/** Whom a document is for to make and to take over, of several requests at the same moment. */
public record DocumentClaim(SessionDocument document) {
  private static final String TAKEN_OVER = "document is taken over";

  /**
   * Why the document is not for the given request to make or to take over; empty when it is free,
   * or this very request's.
   */
  public Optional<String> taken(Optional<String> request) {
    return document
        .tags()
        .read()
        .filter(marks -> isOfAnotherThan(request, marks) && document.life().isToStay())
        .map(this::taken);
  }

  private static boolean isOfAnotherThan(Optional<String> request, DocumentMarks marks) {
    Optional<String> holder =
        marks.get(marks.areOurs() ? DocumentMarks.REQUEST : DocumentMarks.CLAIM);
    return (marks.areOurs() || holder.isPresent()) && (holder.isEmpty() || !holder.equals(request));
  }

  private String taken(DocumentMarks marks) {
    return marks.areOurs()
        ? "The document "
            + document.documentName()
            + " is managed by another resource of this type already. Update that one, or import it."
        : "The document "
            + document.documentName()
            + " is being taken over by another resource of this type. Where that one's creation is over, remove the tag "
            + DocumentMarks.CLAIM
            + " of the document, then start the operation again.";
  }

  /** First the claim, then the memory: of two that look at the same time one sees the other's. */
  Step takeOver(LiveDocument value, LiveDocument now) {
    if (now.content().filter(document.life()::isAnotherThanMade).isPresent()) {
      throw Refused.conflict(
          "Somebody has made the document "
              + document.documentName()
              + " while this operation was about to. It was not touched: start the operation again, and it is taken over as"
              + " OnExistingPreferences says.");
    }
    if (document.life().isMadeHere()) {
      return Step.wait(2, "the new document's tags to show", SessionDocument.FRESH);
    }
    // Another request may have been faster, and have written more than its tags since.
    document.aws().forget();
    if (document.tags().read().equals(Optional.of(now.marks()))) {
      document.tags().add(TagDifference.between(now.marks().all(), value.marks().all()).missing());
      value.marks().formerDefault().ifPresent(it -> document.progress().note(TAKEN_OVER, it));
    }
    return Step.handBack("what was found to be remembered");
  }

  /**
   * That a document which this operation has made or taken over is listed: once a creation is over,
   * list has to name it (CloudFormation CLI user guide, "Resource type handler contract").
   */
  public Part<Boolean> listed() {
    return new Awaited(
            "list of session documents",
            () -> !isWon() || isInList(),
            Step.wait(5, "the document to be listed", SessionDocument.FRESH))
        .part();
  }

  private boolean isWon() {
    return document.life().isMadeHere() || document.progress().noted(TAKEN_OVER).isPresent();
  }

  private boolean isInList() {
    return new DocumentListing(document.aws(), document.ssm()).names(document.documentName());
  }
}
