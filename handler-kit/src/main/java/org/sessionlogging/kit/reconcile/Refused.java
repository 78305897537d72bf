package org.sessionlogging.kit.reconcile;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * An operation that the type itself refuses: the message says what, why and what to do about it.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HandlerErrorCode code;

  public Refused(HandlerErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /** A request that can't be carried out as it was written. */
  public static Refused invalid(String message) {
    return new Refused(HandlerErrorCode.InvalidRequest, message);
  }

  /** A request that would spoil what somebody else has made, or what can't be replaced. */
  public static Refused conflict(String message) {
    return new Refused(HandlerErrorCode.ResourceConflict, message);
  }

  /** A call that was denied, where more can be said of it than of denials in general. */
  public static Refused denied(String message) {
    return new Refused(HandlerErrorCode.AccessDenied, message);
  }

  /** A quota that is used up, where more can be said of it than of quotas in general. */
  public static Refused limit(String message) {
    return new Refused(HandlerErrorCode.ServiceLimitExceeded, message);
  }

  /** A creation of what exists and is not its own: CloudFormation takes nothing back. */
  public static Refused exists(String message) {
    return new Refused(HandlerErrorCode.AlreadyExists, message);
  }

  public HandlerErrorCode code() {
    return code;
  }
}
