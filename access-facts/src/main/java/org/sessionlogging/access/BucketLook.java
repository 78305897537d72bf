package org.sessionlogging.access;

import java.util.Optional;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.judgement.BucketFacts;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * What the agent itself asks of the bucket before a session: how it encrypts. The bucket's policy
 * lets the organization ask that, and nothing else.
 *
 * @param s3 of the Region of the bucket's key, which is the bucket's own
 */
public record BucketLook(Aws aws, S3Client s3, String bucketName) {
  private static final String NO_ENCRYPTION = "ServerSideEncryptionConfigurationNotFoundError";

  /**
   * Asks for the bucket of each of some accounts, until one answers (S3 user guide, "Verifying
   * bucket ownership with bucket owner condition": 403 when it is another's).
   *
   * @param owners who may own it, the likeliest first
   */
  public BucketFacts facts(Iterable<String> owners) {
    Optional<BucketFacts> first = Optional.empty();
    for (String owner : owners) {
      BucketFacts facts = facts(owner);
      if (!facts.answer().isDenial()) {
        return facts;
      }
      first = first.or(() -> Optional.of(facts));
    }
    return first.orElseThrow();
  }

  private BucketFacts facts(String owner) {
    GetBucketEncryptionRequest request =
        GetBucketEncryptionRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build();
    try {
      return aws.find(s3, request, S3Client::getBucketEncryption, NO_ENCRYPTION)
          .map(BucketLook::described)
          .orElseGet(() -> BucketFacts.of(Answer.YES));
    } catch (CallFailed e) {
      return BucketFacts.of(Answers.of(e));
    }
  }

  private static BucketFacts described(GetBucketEncryptionResponse found) {
    Optional<ServerSideEncryptionByDefault> encryption =
        found.serverSideEncryptionConfiguration().rules().stream()
            .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
            .findFirst();
    return new BucketFacts(
        Answer.YES,
        encryption.map(ServerSideEncryptionByDefault::sseAlgorithmAsString),
        encryption.map(ServerSideEncryptionByDefault::kmsMasterKeyID));
  }
}
