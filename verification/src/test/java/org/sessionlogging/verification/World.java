package org.sessionlogging.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.HostManagement;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.MemberTags;
import org.sessionlogging.domain.settings.OnExistingPreferences;
import org.sessionlogging.domain.settings.OnMissingRole;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.LogAccount;
import org.sessionlogging.fakes.cloudformation.FakeCloudFormation;
import org.sessionlogging.fakes.cloudformation.FakeStackSet;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.fakes.sts.FakeSts;
import org.sessionlogging.verification.door.Clients;
import org.sessionlogging.verification.door.Doors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DeprecatedStatus;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * An organization of a log account and two members in two Regions, in which everything is as the
 * types leave it. Each request is answered by the AWS of the account whose credentials it has.
 */
final class World {
  static final String ARCHIVE = "999988887777";
  static final String FIRST = "111122223333";
  static final String SECOND = "444455556666";
  static final String HERE = "eu-central-1";
  static final String THERE = "us-east-1";
  static final String BUCKET = "central-logs";
  static final String ROLE = "session-logging/SessionLoggingAuditor";
  static final String HOST_MANAGEMENT =
      "/ssm/managed-instance/default-ec2-instance-management-role";

  static final String MEMBER = "SessionManager::Logging::Member";

  static final KeyArn BUCKET_KEY =
      KeyArn.parse(
              "arn:aws:kms:eu-central-1:" + ARCHIVE + ":key/11111111-2222-3333-4444-555555555555")
          .orElseThrow();
  static final KeyArn SESSION_KEY =
      KeyArn.parse(
              "arn:aws:kms:eu-central-1:" + ARCHIVE + ":key/mrk-0123456789abcdef0123456789abcdef")
          .orElseThrow();
  private static final MemberKeys KEYS = new MemberKeys(BUCKET_KEY, Optional.of(SESSION_KEY));

  final Journal journal = new Journal();
  final SortedMap<String, FakeAws> accounts = new TreeMap<>();
  private final Map<String, Object> made = new TreeMap<>();
  private final Clients clients;

  World() {
    for (String account : List.of(ARCHIVE, FIRST, SECOND)) {
      accounts.put(account, new FakeAws(account));
      archive().organizations(HERE).parents.put(account, "ou-members");
      archive().sts(HERE).assumable.add("arn:aws:iam::" + account + ":role/" + ROLE);
    }
    archive().organizations(HERE).units.put("ou-members", "r-root");
    this.clients =
        new Clients(
            region -> byCredentials(region, S3Client.class, it -> archive().s3(it, region)),
            region -> byCredentials(region, KmsClient.class, it -> archive().kms(it, region)),
            region -> byCredentials(region, SsmClient.class, it -> account(it).ssm(region)),
            region -> byCredentials(region, IamClient.class, it -> account(it).iam(region)),
            archive()::organizations,
            archive()::sts,
            region ->
                byCredentials(
                    region, CloudFormationClient.class, it -> account(it).cloudFormation(region)));
    new LogAccount(BUCKET, BUCKET_KEY, SESSION_KEY).put(archive(), THERE);
    accounts.keySet().forEach(it -> Set.of(HERE, THERE).forEach(region -> putMember(it, region)));
    archive().cloudFormation(HERE).stackSets.put("logging-members", new FakeStackSet());
    put(archive().cloudFormation(HERE), "logging", "SessionManager::Logging::Central", BUCKET);
    put(
        archive().cloudFormation(HERE),
        "logging",
        "AWS::CloudFormation::StackSet",
        "logging-members:11111111-2222-3333-4444-555555555555");
    accounts
        .keySet()
        .forEach(it -> Set.of(HERE, THERE).forEach(region -> deploy(account(it), region)));
  }

  FakeAws archive() {
    return account(ARCHIVE);
  }

  FakeAws account(String id) {
    return accounts.get(id);
  }

  FakeBucket bucket() {
    return archive().s3().buckets.get(BUCKET);
  }

  FakeKey key(KeyArn arn) {
    return archive().kms().key(arn.region(), arn.keyId()).orElseThrow();
  }

  FakeDocument document(String account, String region) {
    return account(account).ssm().in(region).get(MemberLogging.PREFERENCES_DOCUMENT);
  }

  /** The same client every time, so that the door recognizes a question. */
  private <C> C byCredentials(String region, Class<C> type, Function<String, C> ofAccount) {
    return type.cast(
        made.computeIfAbsent(
            type.getSimpleName() + " " + region,
            it ->
                Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) ->
                        switch (method.getName()) {
                          case "hashCode" -> System.identityHashCode(proxy);
                          case "equals" -> proxy == arguments[0];
                          default ->
                              answer(
                                  ofAccount.apply(caller((AwsRequest) arguments[0])),
                                  method,
                                  arguments);
                        })));
  }

  private static Object answer(Object service, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(service, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static String caller(AwsRequest request) {
    return request
        .overrideConfiguration()
        .flatMap(AwsRequestOverrideConfiguration::credentialsIdentityProvider)
        .map(it -> it.resolveIdentity().join())
        .map(AwsCredentialsIdentity::accessKeyId)
        .map(it -> it.substring(FakeSts.accessKeyOf("").length()))
        .orElse(ARCHIVE);
  }

  /** What Member leaves there, with a role that has its policy. */
  private void putMember(String account, String region) {
    MemberLogging logging = member(account, region);
    account(account)
        .ssm()
        .add(
            region,
            MemberLogging.PREFERENCES_DOCUMENT,
            PreferencesDocument.of(logging.preferences(KEYS)).json())
        .tags
        .put(MemberTags.TYPE, MemberTags.MEMBER);
    String arn =
        logging
            .place()
            .policyArn(
                MemberPolicy.path(logging.documentName()) + MemberPolicy.name(logging, KEYS));
    account(account).iam().policy(arn, MemberPolicy.of(logging, KEYS).json());
    account(account).iam().role("app").policies.add(arn);
  }

  /** That a stack instance holds it, by a type that is registered there. */
  private void deploy(FakeAws account, String region) {
    account.cloudFormation(region).types.put(MEMBER, type("00000001", "{\"typeName\":\"Member\"}"));
    put(
        account.cloudFormation(region),
        "StackSet-logging-members-1",
        MEMBER,
        MemberLogging.PREFERENCES_DOCUMENT);
    stackSet().add(account.account(), region, StackInstanceDetailedStatus.SUCCEEDED, null);
  }

  FakeStackSet stackSet() {
    return archive().cloudFormation(HERE).stackSets.get("logging-members");
  }

  static DescribeTypeResponse type(String version, String schema) {
    return DescribeTypeResponse.builder()
        .defaultVersionId(version)
        .deprecatedStatus(DeprecatedStatus.LIVE)
        .timeCreated(Instant.parse("2026-01-" + version.substring(6) + "T00:00:00Z"))
        .schema(schema)
        .build();
  }

  static void put(
      FakeCloudFormation cloudFormation, String stackName, String type, String physicalId) {
    cloudFormation.resources.add(
        StackResource.builder()
            .stackName(stackName)
            .resourceType(type)
            .physicalResourceId(physicalId)
            .resourceStatus(ResourceStatus.CREATE_COMPLETE)
            .driftInformation(
                it -> it.stackResourceDriftStatus(StackResourceDriftStatus.NOT_CHECKED))
            .build());
  }

  private static MemberLogging member(String account, String region) {
    Place place = new Place("aws", account, region, "amazonaws.com");
    return new MemberLogging(
        place,
        MemberLogging.PREFERENCES_DOCUMENT,
        BUCKET,
        DeclaredKeys.UNTOLD,
        Optional.empty(),
        MemberLogging.defaultKeyPrefix(place),
        AccountPrefix.ENFORCED,
        Preferences.NONE.with(PreferenceField.S3_ENCRYPTION_ENABLED, true),
        OnExistingPreferences.MERGE,
        new TreeSet<>(),
        OnMissingRole.FAIL,
        HostManagement.DEFAULT,
        new TreeMap<>());
  }

  /** What the command prints, and its exit status. */
  record Run(int status, String out, String err) {

    /** Of a report as JSON, each as {@code SEVERITY account region check}. */
    List<String> found() {
      List<String> found = new ArrayList<>();
      for (JsonNode it : Json.parse(out).orElseThrow().path("findings")) {
        found.add(
            String.join(
                " ",
                it.path("severity").asText(),
                it.path("account").asText(),
                it.path("region").asText(),
                it.path("check").asText()));
      }
      return found;
    }
  }

  Run run(String... more) {
    return run(Ansi.OFF, more);
  }

  Run run(Ansi ansi, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        SessionLogging.command(
                new Doors(clients, journal, way -> new Aws(way, Runnable::run)), THERE, ansi)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"verify", "--bucket", BUCKET, "--role-name", ROLE}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    int status = command.execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }
}
