package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sessionlogging.access.Answers;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.UploadFacts;
import org.sessionlogging.domain.judgement.UploadJudgement;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.PreferenceField;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * An upload of nothing, begun as the SSM Agent begins one of more than 5 MB, and aborted: no object
 * comes of it, so Object Lock has nothing to lock. Only where somebody has asked for it.
 */
record CanaryLook(Visit visit) {
  private static final String NAME = "/session-logging-canary-";

  List<Finding> findings() {
    Shown<Aws> door = visit.canary();
    if (door.isKnown() && door.value().isEmpty()) {
      return List.of();
    }
    return List.of(
        UploadJudgement.of(
            visit.keys().bucketKey(),
            door.value().map(this::upload).orElseGet(() -> UploadFacts.notTried(door.unasked()))));
  }

  private UploadFacts upload(Aws canary) {
    String key = prefix() + NAME + UUID.randomUUID() + ".log";
    try {
      CreateMultipartUploadResponse begun =
          canary.call(s3(), begin(key), S3Client::createMultipartUpload);
      return UploadFacts.begun(
          Optional.ofNullable(begun.ssekmsKeyId()), aborted(canary, key, begun.uploadId()));
    } catch (CallFailed e) {
      return e.isRefusal()
          ? UploadFacts.refused(Answers.said(e), e.denyingPolicy())
          : UploadFacts.unanswered("of " + key + ": " + Answers.said(e));
    }
  }

  /** amazon-ssm-agent, agent/s3util: the headers of an upload. */
  private CreateMultipartUploadRequest begin(String key) {
    return CreateMultipartUploadRequest.builder()
        .bucket(visit.log().bucketName())
        .key(key)
        .acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL)
        .contentType("text/plain")
        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
        .ssekmsKeyId(visit.keys().bucketKey().toString())
        .build();
  }

  /** What is left when it fails. */
  private Optional<String> aborted(Aws canary, String key, String uploadId) {
    try {
      Object unused =
          canary.call(
              s3(),
              AbortMultipartUploadRequest.builder()
                  .bucket(visit.log().bucketName())
                  .key(key)
                  .uploadId(uploadId)
                  .build(),
              S3Client::abortMultipartUpload);
      return Optional.empty();
    } catch (CallFailed e) {
      return Optional.of("of " + key + ": " + Answers.said(e));
    }
  }

  private String prefix() {
    return new DocumentLook(visit, MemberLogging.PREFERENCES_DOCUMENT)
        .content(DocumentLook.LATEST)
        .value()
        .flatMap((PreferencesDocument it) -> it.get(PreferenceField.S3_KEY_PREFIX))
        .orElseGet(() -> MemberLogging.defaultKeyPrefix(visit.place()));
  }

  private S3Client s3() {
    return visit.clients().s3().apply(visit.log().place().region());
  }
}
