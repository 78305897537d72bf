package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;

/**
 * Takes a document away that was made here, and gives one back that was taken over.
 *
 * @param beforeItIsForgotten happens before the tags of one that is given back go
 */
public record DocumentRemoval(SessionDocument document, Runnable beforeItIsForgotten)
    implements Removal {
  private static final String LOOKED = "looked for tags";

  @Override
  public String name() {
    return "session document";
  }

  @Override
  public Step remove() {
    // Somebody may have edited it since the last look, even in this invocation.
    document.aws().forget();
    if (document.isDeparting()) {
      return gone();
    }
    Optional<LiveDocument> ours = ours();
    if (ours.isEmpty()) {
      return document.isToStay() ? pass() : Step.DONE;
    }
    refuseLossOfEdit(ours.get());
    if (ours.get().marks().sayCreated()) {
      document.delete();
      return gone();
    }
    return new Restoration(document, ours.get()).step(beforeItIsForgotten);
  }

  private static Step gone() {
    return Step.wait(2, "the document to be gone", SessionDocument.FRESH);
  }

  /** Somebody else's is left alone; the tags of one that was made seconds ago may show late. */
  private Step pass() {
    if (document.progress().noted(LOOKED).isEmpty()) {
      document.progress().note(LOOKED, document.documentName());
      return Step.wait(15, "tags of the document to show, if it has any");
    }
    document.tags().unclaim();
    return Step.DONE;
  }

  /** Says no where the document can't be told from somebody else's, and needs the policy. */
  public void refuseUnknown() {
    document
        .read()
        .filter(now -> !now.marks().areOurs())
        .ifPresent(
            now -> {
              throw document.lost("its tags have been replaced", now);
            });
  }

  private Optional<LiveDocument> ours() {
    return document.read().filter(now -> now.marks().areOurs());
  }

  /** Says no when somebody's work would be lost, or when what was found can't be put back. */
  public void refuseLoss() {
    ours()
        .ifPresent(
            now -> {
              if (!now.marks().sayCreated()) {
                new Restoration(document, now).refuseWhenLost();
              }
              refuseLossOfEdit(now);
            });
  }

  private static void refuseLossOfEdit(LiveDocument now) {
    if (now.isEdited()) {
      throw Refused.conflict(
          "Version "
              + now.latest()
              + " of the document was edited after this resource wrote version "
              + now.marks().versions().newest()
              + ": take the edit over with an update (OnExistingPreferences MERGE or REPLACE), or delete the"
              + " document yourself, then delete again. The edit was not touched.");
    }
  }
}
