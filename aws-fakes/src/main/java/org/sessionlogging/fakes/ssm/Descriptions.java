package org.sessionlogging.fakes.ssm;

import java.time.Instant;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;

/** What SSM says of a version. */
final class Descriptions {
  private Descriptions() {}

  /** The status is the latest version's; the others are Active. */
  static DocumentDescription of(FakeDocument document, int version) {
    String status = version == document.latest ? document.status : "Active";
    return DocumentDescription.builder()
        .documentType(document.type)
        .status(status)
        .statusInformation(status.equals(Habits.FAILED) ? "Out of order" : null)
        .createdDate(Instant.ofEpochSecond(document.made))
        .documentVersion(String.valueOf(version))
        .latestVersion(String.valueOf(document.latest))
        .defaultVersion(String.valueOf(document.defaultVersion))
        .build();
  }
}
