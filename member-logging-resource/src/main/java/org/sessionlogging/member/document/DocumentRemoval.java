package org.sessionlogging.member.document;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;

/**
 * Takes a document away that was made here, and gives one back that was taken over.
 *
 * @param needsThePolicy whether a policy says that this Region's document in force needs it
 * @param beforeItIsForgotten happens before the tags of one that is given back go
 */
public record DocumentRemoval(
    SessionDocument document, BooleanSupplier needsThePolicy, Runnable beforeItIsForgotten)
    implements Removal {
  private static final String LOOKED = "looked for tags";
  private static final String DELETED = "document was deleted";
  private static final String OVER = "document is let go of";

  @Override
  public String name() {
    return "session document";
  }

  @Override
  public Step remove() {
    if (document.progress().noted(OVER).isPresent()) {
      return Step.DONE;
    }
    Step step = letGo();
    if (step.done()) {
      document.progress().note(OVER, document.documentName());
    }
    return step;
  }

  private Step letGo() {
    if (document.life().isDeparting()) {
      return gone();
    }
    Optional<LiveDocument> found = document.read();
    if (found.flatMap(LiveDocument::outstanding).isPresent()) {
      return document.showing().await(found.get());
    }
    Optional<LiveDocument> ours = found.filter(now -> now.marks().areOurs());
    if (ours.isEmpty()) {
      return document.life().isToStay() ? pass() : Step.DONE;
    }
    if (isAnother(ours.get())) {
      return Step.DONE;
    }
    refuseLossOfEdit(ours.get());
    return ours.get().marks().sayCreated()
        ? delete(ours.get())
        : new Restoration(document, ours.get()).step(beforeItIsForgotten);
  }

  /** SSM deletes whatever has been written by then, so that there is a last look. */
  private Step delete(LiveDocument now) {
    document.aws().forget();
    if (document.life().isStill(now)) {
      document.progress().note(DELETED, request(now));
      document.life().delete();
      return gone();
    }
    return Step.handBack("another look at the document, which has changed");
  }

  /** Whether another creation has made it since this operation deleted the former one. */
  private boolean isAnother(LiveDocument now) {
    return document.progress().noted(DELETED).filter(it -> !it.equals(request(now))).isPresent();
  }

  private static String request(LiveDocument now) {
    return now.marks().get(DocumentMarks.REQUEST).orElse("");
  }

  private static Step gone() {
    return Step.wait(2, "the document to be gone", SessionDocument.FRESH);
  }

  /** Somebody else's is left alone; the tags of one that was made seconds ago may show late. */
  private Step pass() {
    if (document.progress().noted(DELETED).isPresent()) {
      return gone();
    }
    if (document.progress().noted(LOOKED).isEmpty()) {
      document.progress().note(LOOKED, document.documentName());
      return Step.wait(15, "tags of the document to show, if it has any");
    }
    refuseUnknown();
    document.tags().unclaim();
    return Step.DONE;
  }

  /** Says no where the document can't be told from somebody else's, and needs the policy. */
  private void refuseUnknown() {
    document
        .read()
        .filter(now -> !now.marks().areOurs() && needsThePolicy.getAsBoolean())
        .ifPresent(
            now -> {
              throw LostMemory.refusal("its tags have been replaced", document.documentName(), now);
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

  private void refuseLossOfEdit(LiveDocument now) {
    if (now.isEdited()) {
      throw Refused.conflict(
          "Version "
              + now.latest()
              + " of the document was edited after this resource wrote version "
              + now.marks().versions().newest()
              + ". The edit was not touched. As long as the stack can be updated, an update takes it over"
              + " (OnExistingPreferences MERGE or REPLACE). In a stack that is DELETE_FAILED: to keep the edit leave this"
              + " resource behind (aws cloudformation delete-stack --stack-name ... --retain-resources LOGICAL_ID); to"
              + " drop it make another version the default (aws ssm update-document-default-version --name "
              + document.documentName()
              + " --document-version ...), delete the edited one (aws ssm delete-document --name "
              + document.documentName()
              + " --document-version "
              + now.latest()
              + "), then delete again.");
    }
  }
}
