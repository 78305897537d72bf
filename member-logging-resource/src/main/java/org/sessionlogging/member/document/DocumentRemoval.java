package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Takes a document away that was made here, and gives one back that was taken over. */
public final class DocumentRemoval implements Removal {
  private final SessionDocument document;
  private final DocumentChanges changes;

  public DocumentRemoval(SessionDocument document, DocumentChanges changes) {
    this.document = document;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "session document";
  }

  @Override
  public Step remove() {
    Optional<LiveDocument> ours = ours();
    if (ours.isEmpty()) {
      return Step.DONE;
    }
    if (ours.get().tags().sayCreated()) {
      changes.delete();
      return Step.DONE;
    }
    return new Restoration(document, changes, ours.get()).step();
  }

  private Optional<LiveDocument> ours() {
    return document.find().filter(now -> now.tags().areOurs());
  }

  /** Says no when somebody's work would be lost, or when what was found can't be put back. */
  public void refuseLoss() {
    ours()
        .ifPresent(
            now -> {
              refuseLossOfEdit(now);
              if (!now.tags().sayCreated()) {
                new Restoration(document, changes, now).refuseWhenLost();
              }
            });
  }

  private static void refuseLossOfEdit(LiveDocument now) {
    if (now.isEdited()) {
      throw new Refused(
          HandlerErrorCode.ResourceConflict,
          "Version "
              + now.latest()
              + " of the document was edited after this resource wrote version "
              + now.tags().versions().newest()
              + ": take the edit over with an update (OnExistingPreferences MERGE or REPLACE), or delete the"
              + " document yourself, then delete again. Nothing was changed.");
    }
  }
}
