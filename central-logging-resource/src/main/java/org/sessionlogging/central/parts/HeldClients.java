package org.sessionlogging.central.parts;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sessionlogging.kit.Aws;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients made once and kept for the life of the Lambda function. */
public final class HeldClients implements Clients {
  private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();
  private final Map<String, KmsClient> kms = new ConcurrentHashMap<>();
  private final Map<String, OrganizationsClient> organizations = new ConcurrentHashMap<>();
  private final Map<String, ResourceGroupsTaggingApiClient> tagging = new ConcurrentHashMap<>();

  @Override
  public S3Client s3(String region) {
    return s3.computeIfAbsent(region, Aws.client(S3Client::builder));
  }

  @Override
  public KmsClient kms(String region) {
    return kms.computeIfAbsent(region, Aws.client(KmsClient::builder));
  }

  @Override
  public OrganizationsClient organizations(String region) {
    return organizations.computeIfAbsent(region, Aws.client(OrganizationsClient::builder));
  }

  @Override
  public ResourceGroupsTaggingApiClient tagging(String region) {
    return tagging.computeIfAbsent(region, Aws.client(ResourceGroupsTaggingApiClient::builder));
  }
}
