package org.sessionlogging.domain.judgement;

import java.util.Set;
import org.sessionlogging.domain.settings.KeyArn;

/** Whether a log could be uploaded, by what came of an upload that was begun to be aborted. */
public final class UploadJudgement {
  private static final String LEFT =
      "The bucket takes unfinished uploads away after 7 days; nothing is stored until then.";

  /** Those that are about the role that tried, or about the network that it tried from. */
  private static final Set<String> OF_WHO_TRIES =
      Set.of(
          "identity-based policy", "permissions boundary", "session policy", "VPC endpoint policy");

  private UploadJudgement() {}

  /** What it means for logs, which are to be encrypted with that key. */
  public static Finding of(KeyArn wanted, UploadFacts facts) {
    return switch (facts.outcome()) {
      case ABORTED -> encrypted(wanted, facts);
      case LEFT ->
          Finding.unproven(
              Check.UPLOAD, "an upload was begun and not aborted, " + facts.said(), LEFT);
      case UNANSWERED ->
          Finding.unproven(
              Check.UPLOAD, "whether an upload was begun is not known: " + facts.said(), LEFT);
      case NOT_TRIED ->
          Finding.unproven(
              Check.UPLOAD,
              "no upload was begun: " + facts.said(),
              "Deploy the role of --canary to the account (examples/canary.yaml), and let it trust whoever runs this.");
      case REFUSED -> refused(facts);
    };
  }

  private static Finding encrypted(KeyArn wanted, UploadFacts facts) {
    String key = facts.key().orElse("no key");
    return key.equals(wanted.toString())
        ? Finding.proven(Check.UPLOAD, "S3 begins uploads, encrypted with " + wanted)
        : Finding.failure(
            Check.UPLOAD,
            Reason.LASTING,
            "S3 begins an upload with " + key + ", and the key is " + wanted,
            "See bucket-encryption.");
  }

  private static Finding refused(UploadFacts facts) {
    return facts.denying().filter(OF_WHO_TRIES::contains).isPresent()
        ? Finding.unproven(
            Check.UPLOAD,
            "the role of --canary may not begin an upload: " + facts.said(),
            "Attach Member's PolicyArn to it, as examples/canary.yaml does, and try from a network that lets it.")
        : Finding.failure(
            Check.UPLOAD,
            Reason.DENIED,
            "an upload with the headers of the SSM Agent is refused: " + facts.said(),
            "See the other findings of this account and Region: policies of the bucket and its key, service and resource"
                + " control policies.");
  }
}
