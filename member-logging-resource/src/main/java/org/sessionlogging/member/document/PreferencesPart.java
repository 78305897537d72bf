package org.sessionlogging.member.document;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnExistingPreferences;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * The document holds the declared preferences, remembers what it must to be given back, and is in
 * force: sessions take the latest version, the console shows the default one, so both have to be
 * the same.
 *
 * @param request mark of the request that is carried out
 * @param proven whether something else than its tags says that the document is this type's
 */
public record PreferencesPart(
    SessionDocument handle,
    MemberLogging logging,
    MemberKeys keys,
    Optional<String> request,
    BooleanSupplier proven)
    implements Part<LiveDocument> {

  @Override
  public void check(Optional<LiveDocument> live) {
    live.filter(now -> now.outstanding().isEmpty()).ifPresent(this::refuseWhatMayNotChange);
  }

  private void refuseWhatMayNotChange(LiveDocument now) {
    if (!now.isForSessions()) {
      throw Refused.invalid(
          "DocumentName names a document of type " + now.type() + ": choose another name.");
    }
    now.preferences().refuseOtherSessions();
    if (!now.marks().areOurs() && !proven.getAsBoolean()) {
      now.marks().stackName().ifPresent(this::refuseDocumentOf);
    }
    if (is(OnExistingPreferences.FAIL) && (!now.marks().areOurs() || now.isEdited())) {
      throw Refused.conflict(
          "Version "
              + now.latest()
              + " of "
              + logging.documentName()
              + " was not written by this resource, and OnExistingPreferences is FAIL: declare MERGE to keep what it"
              + " says beside the declared fields, or REPLACE to put the declared ones in its place.");
    }
  }

  /**
   * That stack's delete would delete the document, and its update would change it back. Such a tag
   * may outlive the stack (aws-cloudformation/cloudformation-coverage-roadmap#1049), and nobody can
   * remove it (CloudFormation user guide, "Resource tag"): who can't tell refuses.
   */
  private void refuseDocumentOf(String stack) {
    throw Refused.conflict(
        "The document "
            + logging.documentName()
            + " belongs to the CloudFormation stack "
            + stack
            + ", by its tag "
            + DocumentMarks.STACK_ID
            + ". Where that stack exists (aws cloudformation describe-stacks --stack-name "
            + stack
            + "): give the document DeletionPolicy: Retain in its template, deploy, take it out of the template, deploy"
            + " again, then start this operation again. Where the stack is gone, or the tag stays on the retained document:"
            + " nobody can remove the tag, so the document has to be made anew. Keep the content (aws ssm get-document --name "
            + logging.documentName()
            + " --document-version '$LATEST'), delete the document (aws ssm delete-document --name "
            + logging.documentName()
            + "), and make it from the content (aws ssm create-document --document-type Session), or leave that to this"
            + " resource, which makes one of what is declared.");
  }

  @Override
  public LiveDocument desired(Optional<LiveDocument> live) {
    return live.map(this::changed).orElseGet(this::made);
  }

  private LiveDocument made() {
    PreferencesDocument content = PreferencesDocument.of(logging.preferences(keys));
    return LiveDocument.made(
        content, new DocumentMarks(Memory.ofCreation(content, logging, keys, request)));
  }

  /** A new version gets its number from AWS, and its memory with the pass that sees it. */
  private LiveDocument changed(LiveDocument now) {
    if (now.outstanding().isPresent()) {
      return now.inForce(now.preferences(), now.marks());
    }
    PreferencesDocument content = content(now);
    return now.inForce(content, now.marks().with(memory(now, content)));
  }

  /** MERGE builds on what somebody else wrote last, so that what is no longer declared goes. */
  private PreferencesDocument content(LiveDocument now) {
    Optional<PreferencesDocument> base =
        is(OnExistingPreferences.REPLACE)
            ? Optional.empty()
            : now.isWrittenHere() ? rememberedBase(now) : now.content();
    return base.map(found -> PreferencesDocument.merge(found, logging.preferences(keys)))
        .orElseGet(() -> PreferencesDocument.of(logging.preferences(keys)));
  }

  private Optional<PreferencesDocument> rememberedBase(LiveDocument now) {
    return now.marks()
        .base()
        .map(version -> handle.versions().content(version).orElseGet(now::preferences));
  }

  /** Until its number is recorded, a version that was written here is known by its hash. */
  private Map<String, String> memory(LiveDocument now, PreferencesDocument content) {
    if (!now.marks().areOurs()) {
      if (proven.getAsBoolean()) {
        return Memory.ofLoss(now, content, logging);
      }
      return request
          .filter(mark -> !now.marks().areClaimedBy(request))
          .map(Memory::ofClaim)
          .orElseGet(() -> Memory.ofAdoption(found(now), request));
    }
    if (!now.preferences().equals(content)) {
      return now.isFoundSinceRemembered()
          ? Memory.ofFound(now)
          : Memory.ofWriting(content, now, is(OnExistingPreferences.REPLACE));
    }
    return now.isRecorded() ? Map.of() : Memory.ofVersion(now);
  }

  /** What is left of it, where the latest version was deleted and its number stays. */
  private LiveDocument found(LiveDocument now) {
    return now.content().isPresent()
        ? now
        : now.left(handle.versions().content(String.valueOf(now.defaultVersion())));
  }

  private boolean is(OnExistingPreferences choice) {
    return logging.onExistingPreferences() == choice;
  }
}
