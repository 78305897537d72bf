package org.sessionlogging.domain.settings;

import java.util.Optional;

/**
 * The role that Default Host Management gives to instances of a Region; none while it is off.
 *
 * @param setting a role's name, mostly with its path before it
 */
public record DefaultRole(Optional<String> setting) {
  /** It is off. */
  public static final DefaultRole NONE = new DefaultRole(Optional.empty());

  /**
   * It is on with the role of this type, which has no path, as Quick Setup's has none: so the
   * setting holds its name whatever SSM makes of paths.
   */
  public static final DefaultRole OURS = named("SessionLoggingDefaultHostManagementRole");

  /** That it is on with a role, in the setting's words. */
  public static DefaultRole named(String setting) {
    return new DefaultRole(Optional.of(setting));
  }

  public boolean isOn() {
    return setting.isPresent();
  }

  /** Name of the role, without its path. */
  public Optional<String> name() {
    return setting.map(value -> value.substring(value.lastIndexOf('/') + 1));
  }

  public boolean isOurs() {
    return name().equals(OURS.name());
  }

  @Override
  public String toString() {
    return setting.orElse("off");
  }
}
