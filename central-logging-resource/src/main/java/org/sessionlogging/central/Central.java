package org.sessionlogging.central;

import org.sessionlogging.central.parts.HeldClients;
import org.sessionlogging.kit.HandlerContract;

/** The type as both doors use it. */
final class Central {
  static final String SCHEMA = "sessionmanager-logging-central.json";

  static final HandlerContract<ResourceModel, CallbackContext> CONTRACT =
      new HandlerContract<>(new CentralType(new HeldClients()), CallbackContext::new);

  private Central() {}
}
