package org.sessionlogging.central.parts;

import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;

/** One client per service and Region; credentials come with each request. */
public interface Clients {
  S3Client s3(String region);

  KmsClient kms(String region);

  OrganizationsClient organizations(String region);

  ResourceGroupsTaggingApiClient tagging(String region);
}
