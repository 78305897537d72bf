package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnExistingPreferences;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The content that sessions use. Sessions take the latest version, the console shows the default
 * one: both have to be the same. One change a pass, each on what was just read.
 */
public final class PreferencesPart implements Part<PreferencesPart.Preferences> {

  /**
   * The content, and whether everything around it is right: it is remembered as ours, and in force.
   */
  record Preferences(PreferencesDocument content, boolean settled) {}

  private final SessionDocument document;
  private final DocumentChanges changes;
  private final MemberLogging logging;
  private Optional<LiveDocument> seen = Optional.empty();

  public PreferencesPart(SessionDocument document, DocumentChanges changes, MemberLogging logging) {
    this.document = document;
    this.changes = changes;
    this.logging = logging;
  }

  @Override
  public String name() {
    return "session document " + logging.documentName();
  }

  @Override
  public Optional<Preferences> live() {
    seen = document.find();
    seen.ifPresent(this::refuseWhatMayNotChange);
    return seen.map(
        now ->
            new Preferences(
                now.preferences(), now.tags().areOurs() && now.isRecorded() && now.isInForce()));
  }

  private void refuseWhatMayNotChange(LiveDocument now) {
    if (!now.type().equals("Session")) {
      throw Refused.invalid(
          "DocumentName names a document of type " + now.type() + ": choose another name.");
    }
    Valid.orRefused(() -> PreferencesDocument.merge(now.preferences(), logging.preferences()));
    if (is(OnExistingPreferences.FAIL) && (!now.tags().areOurs() || now.isEdited())) {
      throw new Refused(
          HandlerErrorCode.ResourceConflict,
          "Version "
              + now.latest()
              + " of "
              + logging.documentName()
              + " was not written by this resource, and OnExistingPreferences is FAIL: declare MERGE to keep what it"
              + " says beside the declared fields, or REPLACE to put the declared ones in its place.");
    }
  }

  @Override
  public Preferences desired() {
    return new Preferences(
        seen.map(this::onTopOf).orElseGet(() -> PreferencesDocument.of(logging.preferences())),
        true);
  }

  /** MERGE builds on what somebody else wrote last, so that what is no longer declared goes. */
  private PreferencesDocument onTopOf(LiveDocument now) {
    Optional<PreferencesDocument> base =
        is(OnExistingPreferences.REPLACE)
            ? Optional.empty()
            : now.isWrittenHere() ? rememberedBase(now) : now.content();
    return base.map(found -> PreferencesDocument.merge(found, logging.preferences()))
        .orElseGet(() -> PreferencesDocument.of(logging.preferences()));
  }

  private Optional<PreferencesDocument> rememberedBase(LiveDocument now) {
    return now.tags()
        .get(DocumentTags.BASE)
        .filter(version -> !version.equals(DocumentTags.NOTHING))
        .map(version -> document.content(version).orElseGet(now::preferences));
  }

  @Override
  public Step put(Preferences desired, Optional<Preferences> live) {
    if (seen.isEmpty()) {
      changes.create(desired.content(), Memory.ofCreation(desired.content(), logging));
      return Step.handBack("the document to become Active");
    }
    LiveDocument now = seen.get();
    if (!now.tags().areOurs()) {
      changes.tag(Memory.ofAdoption(now));
      return Step.handBack("what was found to be remembered");
    }
    if (!now.preferences().equals(desired.content())) {
      return write(desired.content(), now);
    }
    if (!now.isRecorded()) {
      changes.tag(Memory.ofVersion(now));
    }
    if (!now.isActive()) {
      return Step.wait(2, now.pending());
    }
    if (!now.isInForce()) {
      changes.makeDefault(now.latest());
    }
    return Step.DONE;
  }

  /** The memory goes first: until its number is recorded, a version is known by its hash. */
  private Step write(PreferencesDocument content, LiveDocument now) {
    changes.tag(Memory.ofWriting(content, now, is(OnExistingPreferences.REPLACE)));
    changes.write(content, now);
    return Step.handBack("the new version to become Active");
  }

  private boolean is(OnExistingPreferences choice) {
    return logging.onExistingPreferences() == choice;
  }
}
