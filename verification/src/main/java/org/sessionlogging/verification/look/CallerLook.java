package org.sessionlogging.verification.look;

import java.util.List;
import org.sessionlogging.access.BucketLook;
import org.sessionlogging.access.BucketRegion;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Clients;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Whoever runs the command, who has to be in the log account.
 *
 * @param region of the surroundings, from which the bucket's is found
 */
public record CallerLook(Aws aws, Clients clients, String region) {

  /**
   * The caller's account and the bucket's Region.
   *
   * @throws CouldNotJudge when there is nobody to call as, or no such bucket of the account
   */
  public Place archive(String bucketName) {
    GetCallerIdentityResponse caller = caller();
    String partition = caller.arn().split(":", -1)[1];
    Place place =
        new Place(
            partition,
            caller.account(),
            bucketRegion(bucketName, caller.account()),
            PartitionMetadata.of(partition).dnsSuffix());
    Answer answer =
        new BucketLook(aws, clients.s3().apply(place.region()), bucketName)
            .facts(List.of(place.account()))
            .answer();
    return switch (answer.kind()) {
      case YES -> place;
      case ABSENT ->
          throw new CouldNotJudge(
              "There is no bucket " + bucketName + ": " + answer.said() + ". Correct --bucket.");
      default ->
          throw new CouldNotJudge(
              "Account "
                  + place.account()
                  + " does not own bucket "
                  + bucketName
                  + ", or the caller may not look at it: "
                  + answer.said()
                  + ". Run this in the log account, with s3:GetEncryptionConfiguration.");
    };
  }

  /**
   * Who it is.
   *
   * @throws CouldNotJudge when there is nobody to call as, or no longer
   */
  public GetCallerIdentityResponse caller() {
    try {
      return aws.call(
          clients.sts().apply(region),
          GetCallerIdentityRequest.builder().build(),
          StsClient::getCallerIdentity);
    } catch (CallFailed e) {
      throw new CouldNotJudge(
          e.operation()
              + " failed: "
              + e.reason()
              + ". Sign in to the log account as for the AWS CLI (AWS_PROFILE, aws sso login, or keys in the environment).");
    }
  }

  private String bucketRegion(String bucketName, String account) {
    try {
      Object unused =
          aws.call(
              clients.s3().apply(region),
              GetBucketEncryptionRequest.builder()
                  .bucket(bucketName)
                  .expectedBucketOwner(account)
                  .build(),
              S3Client::getBucketEncryption);
      return region;
    } catch (CallFailed e) {
      return BucketRegion.of(e).orElse(region);
    }
  }
}
