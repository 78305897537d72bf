package org.sessionlogging.member;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sessionlogging.kit.custom.CustomResourceDoor;

/** The Lambda function behind Custom::SessionLoggingMember. */
public final class CustomResource extends CustomResourceDoor<ResourceModel, CallbackContext> {

  public CustomResource() {
    super(
        Member.CONTRACT,
        ResourceModel.class,
        "sessionmanager-logging-member.json",
        seconds -> LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos()));
  }
}
