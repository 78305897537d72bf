package org.sessionlogging.domain.settings;

import java.util.regex.Pattern;

/**
 * Id of an organization, with its {@code o-}; its text form is the id. Source: Organizations API
 * reference, Organization.
 */
public record OrganizationId(String text) {
  private static final Pattern FORM = Pattern.compile("o-[a-z0-9]{10,32}");

  public OrganizationId {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidSettings(
          "OrganizationId",
          "is not the id of an organization (" + text + ")",
          "give o- and 10 to 32 lowercase letters and digits, or leave it out to use this account's own");
    }
  }

  /**
   * Refuses a path of another organization, which would let nobody in.
   *
   * @throws InvalidSettings with the path
   */
  public void refuseOutside(String path) {
    if (!path.startsWith(text + "/")) {
      throw new InvalidSettings(
          "OrganizationPaths",
          "contains a path of another organization (" + path + ")",
          "begin it with " + text + "/");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
