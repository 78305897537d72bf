package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** A bucket, and what facts about it need. */
abstract class S3Facts {
  static final String API = "https://docs.aws.amazon.com/AmazonS3/latest/API/";
  static final String GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/";

  final AwsUnderTest aws;
  final S3Client s3;
  final String bucket = fresh("facts-bucket");

  S3Facts(AwsUnderTest aws) {
    this.aws = aws;
    this.s3 = aws.s3(aws.account(), HERE);
  }

  CreateBucketRequest.Builder named(String name) {
    return CreateBucketRequest.builder()
        .bucket(name)
        .createBucketConfiguration(
            it ->
                it.locationConstraint(HERE)
                    .tags(Tag.builder().key("team").value("platform").build()));
  }

  void create() {
    assertThat(s3.createBucket(named(bucket).build()).location()).isNotNull();
  }

  ServerSideEncryptionRule encryption() {
    return s3.getBucketEncryption(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
        .serverSideEncryptionConfiguration()
        .rules()
        .get(0);
  }
}
