package org.sessionlogging.member;

import java.util.function.Function;
import org.sessionlogging.aws.RegionalClients;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients by Region. IAM is global, but its endpoint depends on the partition, which the Region
 * tells.
 */
record Clients(
    Function<String, SsmClient> ssm,
    Function<String, IamClient> iam,
    Function<String, S3Client> s3,
    Function<String, KmsClient> kms) {

  static Clients held() {
    return new Clients(
        RegionalClients.of(SsmClient::builder),
        RegionalClients.of(IamClient::builder),
        RegionalClients.of(S3Client::builder),
        RegionalClients.of(KmsClient::builder));
  }
}
