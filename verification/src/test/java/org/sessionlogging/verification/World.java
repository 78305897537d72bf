package org.sessionlogging.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
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
import org.sessionlogging.fakes.cloudformation.FakeStackSet;
import org.sessionlogging.fakes.ec2.FakeEndpoint;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.fakes.ssm.FakeNode;
import org.sessionlogging.fakes.ssm.FakeSession;
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
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * An organization of a log account and two members in two Regions, in which everything is as the
 * types leave it. Each request is answered by the AWS of the account whose credentials it has.
 */
class World {
  static final String ARCHIVE = "999988887777";
  static final String FIRST = "111122223333";
  static final String SECOND = "444455556666";
  static final String HERE = "eu-central-1";
  static final String THERE = "us-east-1";
  static final List<String> ENABLED = List.of(HERE, THERE, "eu-west-1", "eu-west-2");
  static final String BUCKET = "central-logs";
  static final String NODE = "i-0123456789abcdef0";
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

  /** When the command is run. */
  static final Instant TODAY = Instant.EPOCH;

  final Journal journal = new Journal();

  /** What happens while the command waits. */
  Runnable meanwhile = () -> {};

  /** How long it has waited. */
  Duration waited = Duration.ZERO;

  final SortedMap<String, FakeAws> accounts = new TreeMap<>();
  final Path state = temporaryFolder();
  Clock clock = Clock.fixed(TODAY, ZoneOffset.UTC);
  Executor threads = Runnable::run;
  private final Map<String, Object> made = new ConcurrentHashMap<>();
  private final Clients clients;

  World() {
    this(Set.of(HERE, THERE), ARCHIVE, FIRST, SECOND);
  }

  /**
   * @param ids of accounts that are made at once, the log account among them
   */
  World(Set<String> regions, String... ids) {
    for (String account : ids) {
      accounts.put(account, new FakeAws(account));
    }
    accounts.keySet().forEach(this::join);
    archive().organizations(HERE).units.put("ou-members", "r-root");
    accounts.values().forEach(it -> it.ec2().enabledRegions.addAll(ENABLED));
    this.clients =
        new Clients(
            region -> byCredentials(region, S3Client.class, it -> archive().s3(it, region)),
            region -> byCredentials(region, KmsClient.class, it -> archive().kms(it, region)),
            region -> byCredentials(region, SsmClient.class, it -> account(it).ssm(region)),
            region -> byCredentials(region, Ec2Client.class, it -> account(it).ec2(region)),
            region -> byCredentials(region, IamClient.class, it -> account(it).iam(region)),
            archive()::organizations,
            archive()::sts,
            region ->
                byCredentials(
                    region, CloudFormationClient.class, it -> account(it).cloudFormation(region)));
    archive().cloudFormation(HERE).stackSets.put("logging-members", new FakeStackSet());
    put(archive(), HERE, "logging", "SessionManager::Logging::Central", BUCKET);
    put(
        archive(),
        HERE,
        "logging",
        "AWS::CloudFormation::StackSet",
        "logging-members:11111111-2222-3333-4444-555555555555");
    new LogAccount(BUCKET, BUCKET_KEY, SESSION_KEY)
        .put(archive(), regions.stream().filter(it -> !it.equals(HERE)).toArray(String[]::new));
    accounts
        .keySet()
        .forEach(
            it ->
                regions.forEach(
                    region -> {
                      putMember(account(it), region);
                      putNode(it, region);
                      log(it, region, session(it, region, "operator-0" + it), 35);
                    }));
  }

  /** An account of the organization, with the role that is assumed there. */
  final void join(String account) {
    archive().organizations(HERE).parents.put(account, "ou-members");
    archive().sts(HERE).assumable.add("arn:aws:iam::" + account + ":role/" + ROLE);
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

  /** What Member leaves there, in a stack instance, with a role that has its policy. */
  static void putMember(FakeAws account, String region) {
    account.ec2().enabledRegions.add(region);
    MemberLogging logging = member(account.account(), region);
    account
        .ssm()
        .add(
            region,
            MemberLogging.PREFERENCES_DOCUMENT,
            PreferencesDocument.of(logging.preferences(KEYS)).json())
        .tags
        .put(MemberTags.TYPE, MemberTags.MEMBER);
    account.cloudFormation(region).types.put(MEMBER, type("00000001", "{\"typeName\":\"Member\"}"));
    put(account, region, "StackSet-logging-members-1", MEMBER, MemberLogging.PREFERENCES_DOCUMENT);
    String arn =
        logging
            .place()
            .policyArn(
                MemberPolicy.path(logging.documentName()) + MemberPolicy.name(logging, KEYS));
    account.iam().policy(arn, MemberPolicy.of(logging, KEYS).json());
    account.iam().role("app").policies.add(arn);
  }

  /** A session on a node there, which has ended an hour ago. */
  final FakeSession session(String account, String region, String id) {
    FakeSession session = new FakeSession();
    session.id = id;
    session.document = MemberLogging.PREFERENCES_DOCUMENT;
    session.target = NODE;
    session.status = "Terminated";
    session.began = TODAY.getEpochSecond() - 7_200;
    session.ended = TODAY.getEpochSecond() - 3_600;
    account(account).ssm().sessionsIn(region).add(session);
    return session;
  }

  /** Its log, which has arrived some seconds after its end. */
  final void log(String account, String region, FakeSession session, int seconds) {
    bucket()
            .add(account + "/" + region + "/" + session.id + ".log", session.ended + seconds)
            .bytes =
        4_711;
  }

  /** An instance that has that role, in a network with an endpoint for each service. */
  private void putNode(String account, String region) {
    FakeAws aws = account(account);
    aws.iam().profiles.put("app", "app");
    aws.ec2().instance(region, NODE).profile =
        "arn:aws:iam::" + account + ":instance-profile/teams/app";
    aws.ssm().nodesIn(region).put(NODE, new FakeNode());
    for (String service : List.of("kms", "ssm", "ssmmessages", "ec2messages")) {
      aws.ec2().endpoint(region, "vpce-" + service, service);
    }
    FakeEndpoint toTheBucket = aws.ec2().endpoint(region, "vpce-s3", "s3");
    toTheBucket.serviceName = "com.amazonaws." + HERE + ".s3";
    toTheBucket.serviceRegion = HERE;
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

  private static void put(
      FakeAws account, String region, String stackName, String type, String physicalId) {
    account
        .cloudFormation(region)
        .resources
        .add(
            StackResource.builder()
                .stackName(stackName)
                .resourceType(type)
                .physicalResourceId(physicalId)
                .resourceStatus(ResourceStatus.CREATE_COMPLETE)
                .driftInformation(
                    it -> it.stackResourceDriftStatus(StackResourceDriftStatus.NOT_CHECKED))
                .build());
  }

  static MemberLogging member(String account, String region) {
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
    return run(ansi, it -> {}, more);
  }

  /**
   * The same.
   *
   * @param whenStopped is given what is to be done when somebody stops the process
   */
  Run run(Ansi ansi, Consumer<Runnable> whenStopped, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        command(ansi, whenStopped)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments(more));
    return new Run(status, out.toString(), err.toString());
  }

  private void pause(Duration more) {
    waited = waited.plus(more);
    meanwhile.run();
  }

  /** The command in this organization. */
  final CommandLine command(Ansi ansi, Consumer<Runnable> whenStopped) {
    Doors doors = new Doors(clients, journal, way -> new Aws(way, Runnable::run), clock);
    return SessionLogging.command(
        () -> new Surroundings(doors, THERE, threads, clock, state, whenStopped, this::pause),
        ansi);
  }

  static String[] arguments(String... more) {
    return Stream.concat(Stream.of("verify", "--bucket", BUCKET), Stream.of(more))
        .toArray(String[]::new);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("session-logging");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
