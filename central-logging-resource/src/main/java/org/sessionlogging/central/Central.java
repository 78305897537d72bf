package org.sessionlogging.central;

import org.sessionlogging.kit.contract.HandlerContract;

/** The type as both doors use it. */
final class Central {
  static final String SCHEMA = "sessionmanager-logging-central.json";

  static final HandlerContract<ResourceModel, CallbackContext> CONTRACT =
      new HandlerContract<>(new CentralType(Clients.held()), CallbackContext::new);

  private Central() {}
}
