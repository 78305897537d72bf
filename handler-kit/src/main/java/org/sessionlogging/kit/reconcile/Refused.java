package org.sessionlogging.kit.reconcile;

import java.time.Duration;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * An operation that the type itself refuses: the message says what, why and what to do about it.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HandlerErrorCode code;
  private final Duration patience;

  public Refused(HandlerErrorCode code, String message) {
    this(code, message, Duration.ZERO);
  }

  private Refused(HandlerErrorCode code, String message, Duration patience) {
    super(message);
    this.code = code;
    this.patience = patience;
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

  /**
   * The same, where a policy may have been written a moment ago.
   *
   * @param patience how long that may take to count
   */
  public static Refused deniedAsYet(String message, Duration patience) {
    return new Refused(HandlerErrorCode.AccessDenied, message, patience);
  }

  /** What nobody has foreseen: a defect of the type, told instead of nothing. */
  public static Refused fault(Throwable fault) {
    return new Refused(HandlerErrorCode.InternalFailure, "A fault in this resource type: " + fault);
  }

  public HandlerErrorCode code() {
    return code;
  }

  /** How long it is tried again; zero for what is final at once. */
  public Duration patience() {
    return patience;
  }
}
