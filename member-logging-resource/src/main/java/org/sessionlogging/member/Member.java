package org.sessionlogging.member;

import org.sessionlogging.kit.contract.HandlerContract;

/** The type, as both doors share it. */
final class Member {
  static final String SCHEMA = "sessionmanager-logging-member.json";

  static final HandlerContract<ResourceModel, CallbackContext> CONTRACT =
      new HandlerContract<>(new MemberType(Clients.held()), CallbackContext::new);

  private Member() {}
}
