package org.sessionlogging.central;

import java.util.function.Function;
import org.sessionlogging.aws.RegionalClients;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients by Region. Organizations and IAM are global, but their endpoints depend on the
 * partition.
 */
record Clients(
    Function<String, S3Client> s3,
    Function<String, KmsClient> kms,
    Function<String, OrganizationsClient> organizations,
    Function<String, ResourceGroupsTaggingApiClient> tagging,
    Function<String, StsClient> sts,
    Function<String, IamClient> iam) {

  static Clients held() {
    return new Clients(
        RegionalClients.of(S3Client::builder),
        RegionalClients.of(KmsClient::builder),
        RegionalClients.of(OrganizationsClient::builder),
        RegionalClients.of(ResourceGroupsTaggingApiClient::builder),
        RegionalClients.of(StsClient::builder),
        RegionalClients.of(IamClient::builder));
  }
}
