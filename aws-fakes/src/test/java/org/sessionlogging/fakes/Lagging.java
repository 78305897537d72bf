package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** An AWS that may be told to lag, and the same call made several times. */
abstract class Lagging {
  static final String HERE = "eu-west-1";
  static final String THERE = "us-east-1";

  final FakeAws aws = new FakeAws("111122223333");
  final S3Client s3 = aws.s3(HERE);
  final KmsClient kms = aws.kms(HERE);
  final SsmClient ssm = aws.ssm(HERE);
  final IamClient iam = aws.iam(HERE);

  /** Answers or error codes of the same call, one after the other. */
  static List<String> tries(int times, Supplier<?> call) {
    return Stream.generate(() -> attempt(call)).limit(times).toList();
  }

  private static String attempt(Supplier<?> call) {
    Object[] answer = new Object[1];
    AwsServiceException refusal =
        catchThrowableOfType(AwsServiceException.class, () -> answer[0] = call.get());
    return refusal == null
        ? String.valueOf(answer[0])
        : refusal.awsErrorDetails() == null
            ? String.valueOf(refusal.statusCode())
            : refusal.awsErrorDetails().errorCode();
  }

  /** The same for calls whose answer says nothing. */
  static List<String> calls(int times, Runnable call) {
    return tries(
        times,
        () -> {
          call.run();
          return "done";
        });
  }

  void createBucket() {
    s3.createBucket(
        it -> it.bucket("logs").createBucketConfiguration(to -> to.locationConstraint(HERE)));
  }

  void createDocument() {
    ssm.createDocument(it -> it.name("Preferences").content("{}"));
  }
}
