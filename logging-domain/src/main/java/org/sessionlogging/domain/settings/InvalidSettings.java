package org.sessionlogging.domain.settings;

/**
 * Settings that can't be carried out as declared; the message names the property, what is wrong,
 * and the remedy.
 */
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String property;

  /** Reads as one sentence: "property problem: remedy." */
  public InvalidSettings(String property, String problem, String remedy) {
    super(property + " " + problem + ": " + remedy + ".");
    this.property = property;
  }

  /** Name of the property as in the type's schema. */
  public String property() {
    return property;
  }
}
