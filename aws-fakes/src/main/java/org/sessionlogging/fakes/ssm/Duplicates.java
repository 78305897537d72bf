package org.sessionlogging.fakes.ssm;

import org.sessionlogging.fakes.store.Snapshot;

/**
 * Which versions SSM compares a new text with, and how, before it says DuplicateDocumentContent:
 * "The content of the association document matches another document. Change the content of the
 * document and try again." (API reference, UpdateDocument). Nothing says more, so all must do.
 */
public enum Duplicates {
  OF_THE_LATEST,
  OF_ANY_VERSION,
  BUT_FOR_WHITE_SPACE,
  BUT_FOR_THE_ORDER_OF_KEYS;

  boolean refuse(FakeDocument document, String text) {
    return document.versions.entrySet().stream()
        .filter(it -> this != OF_THE_LATEST || it.getKey() == document.latest)
        .anyMatch(it -> matches(it.getValue(), text));
  }

  private boolean matches(String one, String other) {
    return switch (this) {
      case OF_THE_LATEST, OF_ANY_VERSION -> one.equals(other);
      case BUT_FOR_WHITE_SPACE -> one.replaceAll("\\s", "").equals(other.replaceAll("\\s", ""));
      case BUT_FOR_THE_ORDER_OF_KEYS -> Snapshot.parse(one).equals(Snapshot.parse(other));
    };
  }
}
