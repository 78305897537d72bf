package org.sessionlogging.kit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.PartFailed;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The table of failures: from what AWS says to CloudFormation's error code, and what to do about
 * it.
 */
public final class Failures {

  /**
   * One row.
   *
   * @param codes AWS's error codes
   * @param patience how long it may take to pass by itself, so that the operation is tried again
   *     before it fails
   * @param remedy what the reader of the message can do
   */
  public record Row(Set<String> codes, HandlerErrorCode code, Patience patience, String remedy) {}

  /** Errors that mean the same in every service. */
  public static final Failures OF_EVERY_SERVICE = EveryService.rows(new Failures(List.of()));

  static final Row UNREACHABLE =
      new Row(
          Set.of(),
          HandlerErrorCode.NetworkFailure,
          EveryService.MINUTES_OF_AN_OUTAGE,
          "The service could not be reached: look at its state in the AWS Health Dashboard, and at the way that this function takes to it.");
  private static final Row UNKNOWN =
      new Row(
          Set.of(),
          HandlerErrorCode.GeneralServiceException,
          Patience.NONE,
          "Look up the code in the service's API reference.");

  private final List<Row> rows;

  private Failures(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /** The table with one more row, which goes before the others. */
  public Failures with(HandlerErrorCode code, String remedy, String... awsCodes) {
    return plus(new Row(Set.of(awsCodes), code, Patience.NONE, remedy));
  }

  /** The table with one more row, for what a policy does not let the caller do. */
  public Failures withDenials(String remedy) {
    return plus(new Row(CallFailed.DENIALS, HandlerErrorCode.AccessDenied, Patience.NONE, remedy));
  }

  /** The table with one more row, for errors that may pass by themselves. */
  public Failures withPassing(
      Patience patience, HandlerErrorCode code, String remedy, String... awsCodes) {
    return plus(new Row(Set.of(awsCodes), code, patience, remedy));
  }

  private Failures plus(Row row) {
    List<Row> more = new ArrayList<>(List.of(row));
    more.addAll(rows);
    return new Failures(more);
  }

  /**
   * The row of a failed call: by error code, then by HTTP status; a call that got no answer is a
   * network failure.
   */
  Row rowOf(CallFailed failure) {
    return rowOf(failure.code()).orElseGet(() -> byStatus(failure.status()));
  }

  private Optional<Row> rowOf(String code) {
    return rows.stream().filter(row -> row.codes().contains(code)).findFirst();
  }

  /**
   * What has no code that is known, as the answer to a HEAD request has none, is one of its kind.
   */
  private Row byStatus(int status) {
    return switch (status) {
      case 0 -> UNREACHABLE;
      case 403 -> rowOf("AccessDenied").orElseThrow();
      case 429, 503 -> rowOf("Throttling").orElseThrow();
      default -> status >= 500 ? rowOf("InternalError").orElseThrow() : UNKNOWN;
    };
  }

  /** Part, action, cause and remedy, in one line. */
  String message(PartFailed failure) {
    CallFailed call = failure.call();
    return failure.part()
        + ": "
        + call.operation()
        + " failed: "
        + call.reason()
        + ". "
        + rowOf(call).remedy();
  }
}
