package org.sessionlogging.fakes.facts;

import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.iam.FakeRole;
import org.sessionlogging.fakes.organizations.FakeOrganizations;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The fakes. */
record Fakes(FakeAws aws) implements AwsUnderTest {
  private static final String ACCOUNT = "111122223333";
  private static final String STRANGER = "999988887777";

  Fakes() {
    this(new FakeAws(ACCOUNT));
    aws.organizations(HERE).outsiders.add(STRANGER);
    aws.organizations(HERE).parents.put(ACCOUNT, root());
    aws.organizations(HERE).parents.put(sibling(), root());
    aws.ec2().enabledRegions.add(HERE);
    aws.ec2().enabledRegions.add(THERE);
    aws.sts(HERE)
        .assumable
        .add("arn:aws:iam::" + sibling() + ":role/OrganizationAccountAccessRole");
  }

  @Override
  public String account() {
    return ACCOUNT;
  }

  @Override
  public String stranger() {
    return STRANGER;
  }

  @Override
  public String sibling() {
    return "444455556666";
  }

  @Override
  public S3Client s3(String account, String region) {
    return aws.s3(account, region);
  }

  @Override
  public void replicate(String bucket, ReplicationConfiguration configuration) {
    aws.s3().buckets.get(bucket).replication = configuration;
  }

  @Override
  public KmsClient kms(String account, String region) {
    return aws.kms(account, region);
  }

  @Override
  public SsmClient ssm(String region) {
    return aws.ssm(region);
  }

  @Override
  public CloudFormationClient cloudFormation(String region) {
    return aws.cloudFormation(region);
  }

  @Override
  public void stack(String name, String parameter) {
    aws.cloudFormation(HERE)
        .resources
        .add(StackResource.builder().stackName(name).physicalResourceId(parameter).build());
  }

  @Override
  public Ec2Client ec2(String region) {
    return aws.ec2(region);
  }

  @Override
  public IamClient iam() {
    return aws.iam(HERE);
  }

  @Override
  public void user(String path, String name, String policyArn) {
    FakeRole user = aws.iam().user(name);
    user.path = path;
    user.policies.add(policyArn);
  }

  @Override
  public OrganizationsClient organizations() {
    return aws.organizations(HERE);
  }

  @Override
  public String root() {
    return "r-root";
  }

  @Override
  public String unit(String parent) {
    String unit = AwsUnderTest.fresh("ou-root");
    aws.organizations(HERE).units.put(unit, parent);
    return unit;
  }

  @Override
  public OrganizationsClient organizationsOfSibling() {
    FakeOrganizations other = new FakeAws(sibling()).organizations(HERE);
    other.administered = false;
    return other;
  }

  @Override
  public StsClient sts(String roleArn) {
    aws.sts(HERE).principal = roleArn;
    return aws.sts(HERE);
  }

  @Override
  public ResourceGroupsTaggingApiClient tagging(String region) {
    return aws.tagging(region);
  }
}
