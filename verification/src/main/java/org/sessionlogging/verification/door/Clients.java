package org.sessionlogging.verification.door;

import java.util.function.Function;
import org.sessionlogging.aws.RegionalClients;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients by Region, for all accounts: whose credentials a request has it says itself. IAM and
 * Organizations are global, but their endpoints depend on the partition, which the Region tells.
 */
public record Clients(
    Function<String, S3Client> s3,
    Function<String, KmsClient> kms,
    Function<String, SsmClient> ssm,
    Function<String, IamClient> iam,
    Function<String, OrganizationsClient> organizations,
    Function<String, StsClient> sts,
    Function<String, CloudFormationClient> cloudFormation) {

  public static Clients held() {
    return new Clients(
        RegionalClients.of(S3Client::builder),
        RegionalClients.of(KmsClient::builder),
        RegionalClients.of(SsmClient::builder),
        RegionalClients.of(IamClient::builder),
        RegionalClients.of(OrganizationsClient::builder),
        RegionalClients.of(StsClient::builder),
        RegionalClients.of(CloudFormationClient::builder));
  }
}
