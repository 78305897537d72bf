package org.sessionlogging.fakes.facts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The emulator of {@code local-organization/} in a process of its own, over HTTP. */
final class Emulator implements AwsUnderTest, AutoCloseable {
  private static final String READY = "emulator ready ";

  /** The account that the emulator takes calls for that no AssumeRole gave credentials to. */
  private static final String ACCOUNT = "123456789012";

  private static final String STRANGER = "210987654321";

  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Map<String, AwsCredentials> credentials = new ConcurrentHashMap<>();
  private final Process process;
  private final String sibling;
  private final URI address;

  /** Starts it; the build puts the Python that has the emulator's libraries on the PATH. */
  Emulator() {
    Path module = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    ProcessBuilder builder =
        new ProcessBuilder("python", "-m", "emulator", "--port", "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder
        .environment()
        .putAll(
            Map.of(
                "PYTHONPATH",
                module.resolveSibling("local-organization").toString(),
                "PYTHONDONTWRITEBYTECODE",
                "1"));
    try {
      this.process = builder.start();
      this.address = URI.create(readiness());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertOrganization();
    this.sibling =
        organizations()
            .createAccount(it -> it.accountName("sibling").email("sibling@example.com"))
            .createAccountStatus()
            .accountId();
  }

  private String readiness() throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return line.substring(READY.length());
      }
    }
    throw new IllegalStateException("The emulator did not start: run make in the root once.");
  }

  private void assertOrganization() {
    if (organizations().createOrganization(it -> it.featureSet("ALL")).organization() == null) {
      throw new IllegalStateException("The emulator made no organization.");
    }
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
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
    return sibling;
  }

  @Override
  public S3Client s3(String account, String region) {
    return client(
        S3Client.builder()
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED),
        account,
        region);
  }

  @Override
  public void replicate(String bucket, ReplicationConfiguration configuration) {
    s3(ACCOUNT, HERE)
        .putBucketReplication(it -> it.bucket(bucket).replicationConfiguration(configuration));
  }

  @Override
  public KmsClient kms(String account, String region) {
    return client(KmsClient.builder(), account, region);
  }

  @Override
  public SsmClient ssm(String region) {
    return client(SsmClient.builder(), ACCOUNT, region);
  }

  @Override
  public CloudFormationClient cloudFormation(String region) {
    return client(CloudFormationClient.builder(), ACCOUNT, region);
  }

  @Override
  public void stack(String name, String parameter) {
    String template =
        """
        {"Resources": {"Parameter": {"Type": "AWS::SSM::Parameter",
         "Properties": {"Name": "%s", "Type": "String", "Value": "value"}}}}
        """
            .formatted(parameter);
    String id =
        cloudFormation(HERE).createStack(it -> it.stackName(name).templateBody(template)).stackId();
    cloudFormation(HERE).waiter().waitUntilStackCreateComplete(it -> it.stackName(id));
  }

  @Override
  public Ec2Client ec2(String region) {
    return client(Ec2Client.builder(), ACCOUNT, region);
  }

  @Override
  public IamClient iam() {
    return client(IamClient.builder(), ACCOUNT, "aws-global");
  }

  @Override
  public void user(String path, String name, String policyArn) {
    iam().createUser(it -> it.path(path).userName(name));
    iam().attachUserPolicy(it -> it.userName(name).policyArn(policyArn));
  }

  @Override
  public OrganizationsClient organizations() {
    return client(OrganizationsClient.builder(), ACCOUNT, "aws-global");
  }

  @Override
  public String root() {
    return organizations().listRoots().roots().get(0).id();
  }

  @Override
  public String unit(String parent) {
    return organizations()
        .createOrganizationalUnit(it -> it.parentId(parent).name(AwsUnderTest.fresh("unit")))
        .organizationalUnit()
        .id();
  }

  @Override
  public OrganizationsClient organizationsOfSibling() {
    return client(OrganizationsClient.builder(), sibling, "aws-global");
  }

  @Override
  public StsClient sts(String roleArn) {
    return connected(StsClient.builder(), session(roleArn), HERE);
  }

  @Override
  public ResourceGroupsTaggingApiClient tagging(String region) {
    return client(ResourceGroupsTaggingApiClient.builder(), ACCOUNT, region);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String account, String region) {
    AwsCredentials own = credentials.get(account);
    if (own == null) {
      own = account.equals(ACCOUNT) ? AwsBasicCredentials.create("test", "test") : assume(account);
      credentials.put(account, own);
    }
    return connected(builder, own, region);
  }

  private AwsCredentials assume(String account) {
    return session("arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole");
  }

  private AwsCredentials session(String roleArn) {
    Credentials assumed =
        connected(StsClient.builder(), AwsBasicCredentials.create("test", "test"), HERE)
            .assumeRole(it -> it.roleArn(roleArn).roleSessionName("facts"))
            .credentials();
    return AwsSessionCredentials.create(
        assumed.accessKeyId(), assumed.secretAccessKey(), assumed.sessionToken());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connected(
      B builder, AwsCredentials own, String region) {
    return builder
        .region(Region.of(region))
        .endpointOverride(address)
        .credentialsProvider(StaticCredentialsProvider.create(own))
        .httpClient(http)
        .overrideConfiguration(it -> it.retryStrategy(RetryMode.STANDARD))
        .build();
  }
}
