package org.sessionlogging.kit.contract;

import software.amazon.cloudformation.Action;

/**
 * What becomes of the stack when an operation has failed, and how it is started again from there.
 * Sources: "Stack failure options", "Continue rolling back an update" and "Delete a stack that is
 * stuck in DELETE_FAILED" of the CloudFormation user guide.
 */
public final class WhatNext {
  private WhatNext() {}

  /** The same where it was not found, as it was deleted by hand. */
  static String afterAbsence(Action action) {
    return action == Action.UPDATE
        ? "What was deleted by hand no update makes anew. A stack that is UPDATE_ROLLBACK_FAILED first needs `aws"
            + " cloudformation continue-update-rollback --resources-to-skip` with the logical id. Then take the resource out"
            + " of the template, update, put it back, and update again."
        : "";
  }

  /** In one or two sentences; empty for what changes nothing. */
  public static String after(Action action) {
    return switch (action) {
      case CREATE ->
          "CloudFormation now takes back what was made. Then start again: update a stack that existed before;"
              + " delete a new one that is ROLLBACK_COMPLETE and create it again.";
      case UPDATE ->
          "CloudFormation now puts the former settings back: update again when the stack is UPDATE_ROLLBACK_COMPLETE;"
              + " if it becomes UPDATE_ROLLBACK_FAILED, `aws cloudformation continue-update-rollback` first, and where that"
              + " fails for the same reason, with `--resources-to-skip` and the logical id.";
      case DELETE ->
          "Delete the stack again: it goes on where it was. A stack that is DELETE_FAILED can't be updated;"
              + " `aws cloudformation delete-stack --retain-resources` with the logical id leaves this resource as it is.";
      default -> "";
    };
  }
}
