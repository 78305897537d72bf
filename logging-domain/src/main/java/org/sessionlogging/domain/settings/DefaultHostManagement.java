package org.sessionlogging.domain.settings;

/** What becomes of Default Host Management Configuration in the member's Region. */
public enum DefaultHostManagement {
  /** Where it is on, its role gets the policy; nothing else is changed. */
  USE_IF_ON,
  /** The same, and where it is off a role is made for it and it is turned on. */
  TURN_ON,
  /** It is left alone. */
  IGNORE
}
