package org.sessionlogging.fakes.ssm;

/** What SSM does where the reference is silent, and what goes wrong. */
public final class Habits {
  static final String FAILED = "Failed";

  /**
   * Whether the latest number stays after its version was deleted; the reference does not say, so
   * both must do.
   */
  public boolean keepsLatestNumber;

  /** What is taken for a duplicate. */
  public Duplicates duplicates = Duplicates.OF_ANY_VERSION;

  /** Whether no version ever becomes Active (API reference, DocumentDescription: Failed). */
  public boolean brokenVersions;

  String statusOfNew(String status) {
    return brokenVersions ? FAILED : status;
  }

  void finish(FakeDocument document) {
    document.status = statusOfNew("Active");
  }
}
