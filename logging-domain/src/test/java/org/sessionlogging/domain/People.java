package org.sessionlogging.domain;

import org.sessionlogging.domain.settings.CentralLogging;

/** Who can be named in settings, as the settings name them. */
public final class People {
  public static final String ELSEWHERE = "555555555555";

  private People() {}

  /** The unit of the organization whose accounts write, and the units below it. */
  public static String unit(CentralLogging logging) {
    return logging.access().organizationId().orElseThrow() + "/r-ab12/ou-ab12-11111111/*";
  }

  public static String reader(CentralLogging logging) {
    return role(logging, logging.place().account(), "reading/*");
  }

  public static String readerElsewhere(CentralLogging logging) {
    return role(logging, ELSEWHERE, "auditor");
  }

  public static String logAdministrator(CentralLogging logging) {
    return role(logging, logging.place().account(), "log-adm?n");
  }

  public static String keyAdministrator(CentralLogging logging) {
    return role(logging, logging.place().account(), "key-admin");
  }

  private static String role(CentralLogging logging, String account, String name) {
    return "arn:" + logging.place().partition() + ":iam::" + account + ":role/" + name;
  }
}
