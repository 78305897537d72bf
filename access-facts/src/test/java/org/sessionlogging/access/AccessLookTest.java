package org.sessionlogging.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.judgement.MemberFacts;
import org.sessionlogging.domain.judgement.SimulatedRight;
import org.sessionlogging.domain.judgement.WantedAccess;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.Preferences;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What is told of an account that has bucket and keys itself, so that no policy is in between. */
class AccessLookTest {
  private static final String ACCOUNT = "111122223333";
  private static final String OTHER = "444455556666";
  private static final String HERE = "eu-west-1";
  private static final String BUCKET = "central-logs";
  private static final KeyArn KEY = key("11111111-2222-3333-4444-555555555555");
  private static final KeyArn SESSION_KEY = key("mrk-0123456789abcdef0123456789abcdef");

  private final FakeAws fake = new FakeAws(ACCOUNT);
  private final Journal journal = new Journal();
  private final FakeKey bucketKey = fake.kms().add(KEY.toString(), true, null);

  AccessLookTest() {
    fake.s3().add(BUCKET, ACCOUNT, HERE, Map.of()).encryption =
        fake.s3().buckets.get(BUCKET).encryption.toBuilder()
            .applyServerSideEncryptionByDefault(
                it -> it.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(KEY.toString()))
            .build();
    FakeKey unused = fake.kms().add(SESSION_KEY.toString(), true, null);
    fake.iam().role("app");
  }

  private static KeyArn key(String id) {
    return KeyArn.parse("arn:aws:kms:" + HERE + ":" + ACCOUNT + ":key/" + id).orElseThrow();
  }

  private MemberFacts facts(Optional<KeyArn> sessionKey) {
    return new AccessLook(new Aws(journal, Runnable::run), fake::s3, fake::kms, fake.iam(HERE))
        .facts(
            new WantedAccess(
                new Place("aws", ACCOUNT, HERE, "amazonaws.com"),
                BUCKET,
                KEY,
                sessionKey,
                ACCOUNT,
                Preferences.NONE),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("app", true)));
  }

  private MemberFacts facts() {
    return facts(Optional.of(SESSION_KEY));
  }

  @Test
  void allIsAskedAndNothingWritten() {
    MemberFacts facts = facts();

    assertThat(facts.bucket().keyId()).contains(KEY.toString());
    assertThat(List.of(facts.bucketKey(), facts.sessionEncryption(), facts.sessionDecryption()))
        .extracting(Answer::kind)
        .containsOnly(Answer.Kind.YES);
    assertThat(facts.roles().get(0).rights())
        .hasSize(4)
        .allMatch(it -> it.decision() == SimulatedRight.Decision.NOT_ALLOWED);
    assertThat(journal.writes()).isEmpty();
  }

  @Test
  void sessionsWithoutAKeyAreNotAskedAbout() {
    assertThat(facts(Optional.empty()).sessionEncryption().kind()).isEqualTo(Answer.Kind.UNKNOWN);
    assertThat(journal.calls()).doesNotContain("kms GenerateDataKey");
  }

  @ParameterizedTest
  @CsvSource({
    "ENABLED, YES",
    "DISABLED, NOT_READY",
    "CREATING, NOT_READY",
    "PENDING_DELETION, GOING",
    "PENDING_REPLICA_DELETION, GOING"
  })
  void stateOfAKeyIsAnAnswer(KeyState state, Answer.Kind kind) {
    bucketKey.state = state;

    assertThat(facts().bucketKey().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, no identity-based policy allows it, DENIED",
    "AccessDeniedException, no resource-based policies allow access, DENIED_BY_RESOURCE",
    "NotFoundException, absent, ABSENT",
    "DisabledException, disabled, NOT_READY",
    "KMSInvalidStateException, is pending deletion, GOING",
    "KMSInvalidStateException, is creating, NOT_READY",
    "DryRunOperationException, would have succeeded, YES",
    "ValidationException, ciphertextBlob must not be null, UNKNOWN"
  })
  void refusalIsAnAnswer(String code, String said, Answer.Kind kind) {
    journal.failAlways("kms GenerateDataKey", AwsError.of(400, code, said));

    assertThat(facts().sessionEncryption().kind()).isEqualTo(kind);
  }

  @Test
  void whatSaysNothingOfTheThingStaysAnError() {
    journal.failAlways("kms Decrypt", AwsError.of(400, "ThrottlingException", "Rate exceeded"));

    assertThatThrownBy(this::facts).isInstanceOf(CallFailed.class);
  }

  @Test
  void bucketIsAskedForAsEachOwnersUntilOneAnswers() {
    assertThat(look(OTHER, ACCOUNT).isDenial()).isFalse();
    assertThat(look(OTHER).isDenial()).isTrue();

    fake.s3().buckets.get(BUCKET).encryption = null;
    assertThat(look(ACCOUNT)).isEqualTo(Answer.YES);
  }

  @Test
  void bucketInAnotherRegionIsNotTheOne() {
    fake.s3().buckets.clear();
    fake.s3().add(BUCKET, ACCOUNT, "eu-central-1", Map.of());
    assertThat(look(ACCOUNT).kind()).isEqualTo(Answer.Kind.ABSENT);

    journal.failNext("s3 GetBucketEncryption", ofRegionToEnable("eu-south-1"));
    assertThat(look(ACCOUNT).kind()).isEqualTo(Answer.Kind.ABSENT);
  }

  private Answer look(String... owners) {
    return new BucketLook(new Aws(journal, Runnable::run), fake.s3(HERE), BUCKET)
        .facts(List.of(owners))
        .answer();
  }

  @Test
  void roleThatMayNotBeLookedAtIsUnasked() {
    journal.failAlways("iam GetRole", AwsError.of(403, "AccessDenied", "no"));
    assertThat(facts().roles().get(0).unasked()).startsWith("iam GetRole failed: no");

    journal.failAlways("iam GetRole", AwsError.of(400, "Throttling", "Rate exceeded"));
    assertThat(facts().roles().get(0).unasked()).contains("Rate exceeded");

    journal.failAlways("iam GetRole", AwsError.of(404, "NoSuchEntity", "absent"));
    assertThat(facts().roles().get(0).unasked()).contains("absent");

    journal.failAlways("iam GetRole", AwsError.of(500, "ServiceFailure", "no"));
    assertThatThrownBy(this::facts).isInstanceOf(CallFailed.class);
  }

  /** IAM API reference, SimulatePrincipalPolicy, "Errors". */
  @ParameterizedTest
  @CsvSource({"500, PolicyEvaluation", "400, InvalidInput"})
  void roleWhosePoliciesTheSimulatorCantDecideIsUnasked(int status, String code) {
    journal.failAlways("iam SimulatePrincipalPolicy", AwsError.of(status, code, "can't"));

    assertThat(facts().roles().get(0).unasked()).contains(code);
  }

  @Test
  void boundaryIsTold() {
    String arn = "arn:aws:iam::" + ACCOUNT + ":policy/all";
    fake.iam()
        .policy(
            arn,
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
    fake.iam().role("app").policies.add(arn);
    assertThat(decisions()).containsOnly(SimulatedRight.Decision.ALLOWED);

    fake.iam().role("app").boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    assertThat(decisions()).containsOnly(SimulatedRight.Decision.OUTSIDE_BOUNDARY);
  }

  /** Of a question about one resource the simulator tells it with the resource. */
  @Test
  void keysThatADecisionDependsOnAreTold() {
    String arn = "arn:aws:iam::" + ACCOUNT + ":policy/network";
    fake.iam()
        .policy(
            arn,
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",
            "Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}}]}""");
    fake.iam().role("app").policies.add(arn);

    assertThat(facts().roles().get(0).rights())
        .extracting(SimulatedRight::missingKeys)
        .containsOnly(List.of("aws:SourceVpc"));
  }

  @Test
  void whoDeniesIsTold() {
    String arn = "arn:aws:iam::" + ACCOUNT + ":policy/none";
    fake.iam()
        .policy(
            arn,
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""");
    fake.iam().role("app").policies.add(arn);

    assertThat(decisions()).containsOnly(SimulatedRight.Decision.DENIED);
  }

  private List<SimulatedRight.Decision> decisions() {
    return facts().roles().get(0).rights().stream().map(it -> it.decision()).toList();
  }

  @Test
  void bucketsRegionIsInTheAnswerOfAnother() {
    AwsServiceException inItsText =
        AwsError.of(
            400, "AuthorizationHeaderMalformed", "the region is wrong; expecting 'eu-west-1'");

    assertThat(regionOf(AwsError.elsewhere(HERE))).contains(HERE);
    assertThat(regionOf(inItsText)).contains(HERE);
    assertThat(regionOf(AwsError.of(307, "TemporaryRedirect", "expecting 'eu-west-1'")))
        .contains(HERE);
    assertThat(regionOf(AwsError.of(403, "AccessDenied", "expecting 'eu-west-1'"))).isEmpty();
    assertThat(regionOf(AwsError.of(400, "AuthorizationHeaderMalformed", "Wrong."))).isEmpty();
  }

  /** boto/botocore#3197, #3303; cloud-custodian/cloud-custodian#6028, #8005. */
  @ParameterizedTest
  @CsvSource({"eu-west-1, eu-west-1", "unspecified, us-east-1"})
  void bucketsRegionIsInTheAnswerOfOneThatHasToBeEnabledFirst(String said, String region) {
    assertThat(regionOf(ofRegionToEnable(said))).contains(region);
  }

  private static AwsServiceException ofRegionToEnable(String said) {
    return AwsError.of(
        400,
        "IllegalLocationConstraintException",
        "The "
            + said
            + " location constraint is incompatible for the region specific endpoint this request was sent to.");
  }

  private Optional<String> regionOf(AwsServiceException answer) {
    journal.failNext("s3 GetBucketEncryption", answer);
    try {
      Object unused =
          new Aws(journal, Runnable::run)
              .call(
                  fake.s3("us-east-1"),
                  GetBucketEncryptionRequest.builder().bucket(BUCKET).build(),
                  S3Client::getBucketEncryption);
      return Optional.empty();
    } catch (CallFailed e) {
      return BucketRegion.of(e);
    }
  }
}
