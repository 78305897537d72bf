package org.sessionlogging.member;

import org.sessionlogging.kit.custom.CustomResourceDoor;

/** The Lambda function behind {@code Custom::SessionLoggingMember}. */
public final class CustomResource extends CustomResourceDoor<ResourceModel, CallbackContext> {

  public CustomResource() {
    super(Member.CONTRACT, ResourceModel.class, Member.SCHEMA);
  }
}
