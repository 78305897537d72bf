package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What creations, changes and deletions look like in the next seconds. */
class ServicesLagTest {
  private static final String ACCOUNT = "111122223333";
  private static final String HERE = "eu-west-1";
  private static final String THERE = "us-east-1";
  private static final String ADMINISTERED =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
          + "\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}]}";
  private static final String POLICY = "arn:aws:iam::111122223333:policy/p";

  private final FakeAws aws = new FakeAws(ACCOUNT);
  private final S3Client s3 = aws.s3(HERE);
  private final KmsClient kms = aws.kms(HERE);
  private final SsmClient ssm = aws.ssm(HERE);
  private final IamClient iam = aws.iam(HERE);

  /** Answers or error codes of the same call, one after the other. */
  private static List<String> tries(int times, Supplier<?> call) {
    return Stream.generate(() -> attempt(call)).limit(times).toList();
  }

  private static String attempt(Supplier<?> call) {
    Object[] answer = new Object[1];
    AwsServiceException refusal =
        catchThrowableOfType(AwsServiceException.class, () -> answer[0] = call.get());
    return refusal == null
        ? String.valueOf(answer[0])
        : refusal.awsErrorDetails() == null
            ? String.valueOf(refusal.statusCode())
            : refusal.awsErrorDetails().errorCode();
  }

  /** The same for calls whose answer says nothing. */
  private static List<String> calls(int times, Runnable call) {
    return tries(
        times,
        () -> {
          call.run();
          return "done";
        });
  }

  private void createBucket() {
    s3.createBucket(
        it -> it.bucket("logs").createBucketConfiguration(to -> to.locationConstraint(HERE)));
  }

  @Test
  void anyCallMayMissANewBucket() {
    aws.lag(api -> 2);
    createBucket();

    assertThat(tries(3, () -> s3.headBucket(it -> it.bucket("logs")).bucketRegion()))
        .containsExactly("404", "404", HERE);
    assertThat(tries(3, () -> s3.getBucketVersioning(it -> it.bucket("logs")).statusAsString()))
        .containsExactly("NoSuchBucket", "NoSuchBucket", "null");
    assertThat(
            calls(
                3,
                () ->
                    s3.putBucketTagging(
                        it -> it.bucket("logs").tagging(to -> to.tagSet(List.of())))))
        .containsExactly("NoSuchBucket", "NoSuchBucket", "done");
  }

  @Test
  void nameOfADeletedBucketIsInUseForAWhile() {
    createBucket();
    aws.lag(api -> 1);
    s3.deleteBucket(it -> it.bucket("logs"));

    assertThat(tries(2, () -> s3.headBucket(it -> it.bucket("logs")).bucketRegion()))
        .containsExactly(HERE, "404");
    assertThat(calls(2, this::createBucket)).containsExactly("OperationAborted", "done");
  }

  @Test
  void nameThatIsTakenIsTakenAtOnceAndAFullBucketIsNeverDeleted() {
    aws.lag(api -> 4);
    createBucket();
    assertThat(calls(1, this::createBucket)).containsExactly("BucketAlreadyOwnedByYou");
    aws.settle().lag(api -> 4);
    aws.s3().buckets.get("logs").add("1.log");

    assertThat(calls(1, () -> s3.deleteBucket(it -> it.bucket("logs"))))
        .containsExactly("BucketNotEmpty");
  }

  private String createKey() {
    return kms.createKey(it -> it.multiRegion(true).policy(ADMINISTERED)).keyMetadata().keyId();
  }

  @Test
  void anyCallMayMissANewKey() {
    aws.lag(api -> 1);
    String id = createKey();

    assertThat(tries(2, () -> kms.describeKey(it -> it.keyId(id)).keyMetadata().keyState()))
        .containsExactly("NotFoundException", "Enabled");
    assertThat(tries(2, () -> kms.listAliases(it -> it.keyId(id)).aliases().size()))
        .containsExactly("NotFoundException", "0");
    assertThat(calls(2, () -> kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90))))
        .containsExactly("NotFoundException", "done");
    assertThat(calls(2, () -> kms.createAlias(it -> it.targetKeyId(id).aliasName("alias/a"))))
        .containsExactly("NotFoundException", "done");
    assertThat(calls(2, () -> kms.deleteAlias(it -> it.aliasName("alias/a"))))
        .containsExactly("NotFoundException", "done");
  }

  @Test
  void newReplicaIsUnknownThenCreatingAndExistsAllTheSame() {
    String id = createKey();
    aws.lag(Lag.of("kms DescribeKey", 2));
    replicate(id);

    assertThat(calls(1, () -> replicate(id))).containsExactly("AlreadyExistsException");
    KmsClient there = aws.kms(THERE);
    assertThat(tries(3, () -> there.describeKey(it -> it.keyId(id)).keyMetadata().keyState()))
        .containsExactly("NotFoundException", "Creating", "Enabled");
  }

  private void replicate(String id) {
    kms.replicateKey(it -> it.keyId(id).replicaRegion(THERE).policy(ADMINISTERED));
  }

  @Test
  void keyIsDisabledForAWhileAfterItWasEnabled() {
    String id = createKey();
    kms.scheduleKeyDeletion(it -> it.keyId(id).pendingWindowInDays(7));
    aws.lag(Lag.of("kms EnableKeyRotation", 2).and("kms EnableKey", 1));
    kms.cancelKeyDeletion(it -> it.keyId(id));

    assertThat(calls(2, () -> kms.enableKey(it -> it.keyId(id))))
        .containsExactly("KMSInvalidStateException", "done");
    assertThat(calls(3, () -> kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90))))
        .containsExactly("KMSInvalidStateException", "KMSInvalidStateException", "done");
  }

  @Test
  void scheduledKeyIsScheduledAtOnceForWhoeverSchedulesIt() {
    String id = createKey();
    aws.lag(api -> 4);
    kms.scheduleKeyDeletion(it -> it.keyId(id).pendingWindowInDays(7));

    assertThat(calls(1, () -> kms.scheduleKeyDeletion(it -> it.keyId(id).pendingWindowInDays(7))))
        .containsExactly("KMSInvalidStateException");
    assertThat(calls(1, () -> kms.cancelKeyDeletion(it -> it.keyId(id)))).containsExactly("done");
  }

  @Test
  void tagIndexLearnsLate() {
    aws.lag(Lag.of("resourcegroupstaggingapi GetResources", 1));
    kms.createKey(
        it -> it.policy(ADMINISTERED).tags(Tag.builder().tagKey("of").tagValue("tests").build()));

    assertThat(
            tries(
                2,
                () ->
                    aws.tagging(HERE)
                        .getResources(
                            it ->
                                it.resourceTypeFilters("kms:key")
                                    .tagFilters(
                                        TagFilter.builder().key("of").values("tests").build()))
                        .resourceTagMappingList()
                        .size()))
        .containsExactly("0", "1");
  }

  @Test
  void newPolicyAndNewRoleAreUnknownWhereTheyMeet() {
    aws.lag(Lag.of("iam AttachRolePolicy", 2));
    iam.createRole(it -> it.roleName("app"));
    iam.createPolicy(it -> it.policyName("p").policyDocument("{}"));

    assertThat(calls(3, () -> iam.attachRolePolicy(it -> it.policyArn(POLICY).roleName("app"))))
        .containsExactly("NoSuchEntity", "NoSuchEntity", "done");
  }

  @Test
  void detachedPolicyIsInUseForAWhile() {
    aws.iam().policy(POLICY, "{}");
    aws.iam().role("app").policies.add(POLICY);
    aws.lag(api -> 1);

    assertThat(calls(1, () -> iam.detachRolePolicy(it -> it.policyArn(POLICY).roleName("app"))))
        .containsExactly("done");
    assertThat(
            tries(
                2,
                () -> iam.listEntitiesForPolicy(it -> it.policyArn(POLICY)).policyRoles().size()))
        .containsExactly("1", "0");
    assertThat(calls(2, () -> iam.deletePolicy(it -> it.policyArn(POLICY))))
        .containsExactly("DeleteConflict", "done");
  }

  @Test
  void nameOfAPolicyIsTakenAtOnce() {
    aws.lag(api -> 4);
    iam.createPolicy(it -> it.policyName("p").policyDocument("{}"));

    assertThat(calls(1, () -> iam.createPolicy(it -> it.policyName("p").policyDocument("{}"))))
        .containsExactly("EntityAlreadyExists");
  }

  private String status() {
    return ssm.describeDocument(it -> it.name("Preferences").documentVersion("$LATEST"))
        .document()
        .statusAsString();
  }

  private void createDocument() {
    ssm.createDocument(it -> it.name("Preferences").content("{}"));
  }

  @Test
  void newDocumentIsUnknownThenCreatingThenActive() {
    aws.lag(Lag.of("ssm DescribeDocument", 4));
    createDocument();

    assertThat(tries(5, this::status))
        .containsExactly("InvalidDocument", "InvalidDocument", "Creating", "Creating", "Active");
    assertThat(calls(1, this::createDocument)).containsExactly("DocumentAlreadyExists");
  }

  @Test
  void newVersionIsUpdatingAndCanNotBeTheDefaultYet() {
    createDocument();
    aws.lag(api -> 2);
    ssm.updateDocument(
        it -> it.name("Preferences").documentVersion("$LATEST").content("{\"a\":1}"));

    assertThat(tries(3, this::status)).containsExactly("Active", "Updating", "Active");
    assertThat(
            calls(
                3,
                () ->
                    ssm.updateDocumentDefaultVersion(
                        it -> it.name("Preferences").documentVersion("2"))))
        .containsExactly("InvalidDocumentVersion", "InvalidDocumentOperation", "done");
  }

  @Test
  void deletedDocumentIsDeletingUntilItIsInvalid() {
    createDocument();
    aws.lag(Lag.of("ssm DescribeDocument", 1));
    ssm.deleteDocument(it -> it.name("Preferences"));

    assertThat(tries(2, this::status)).containsExactly("Deleting", "InvalidDocument");
  }

  @Test
  void versionThatNeverBecomesActiveSaysWhy() {
    aws.ssm(HERE).habits().brokenVersions = true;
    createDocument();

    assertThat(ssm.describeDocument(it -> it.name("Preferences")).document().statusInformation())
        .isEqualTo("Out of order");
  }

  @Test
  void latestNumberStaysWhereThatIsTheHabit() {
    aws.ssm().add(HERE, "Preferences", "{}", "{\"a\":1}");
    aws.ssm(HERE).habits().keepsLatestNumber = true;
    ssm.deleteDocument(it -> it.name("Preferences").documentVersion("2"));

    assertThat(
            ssm.describeDocument(it -> it.name("Preferences").documentVersion("$LATEST"))
                .document()
                .latestVersion())
        .isEqualTo("2");
    assertThat(calls(1, () -> ssm.getDocument(it -> it.name("Preferences").documentVersion("2"))))
        .containsExactly("InvalidDocumentVersion");
  }

  @Test
  void listsLagAsWell() {
    aws.lag(api -> 2);
    createDocument();
    createBucket();
    iam.createPolicy(it -> it.policyName("p").policyDocument("{}"));

    // It is listed as soon as it is being made.
    assertThat(tries(2, () -> ssm.listDocuments(it -> {}).documentIdentifiers().size()))
        .containsExactly("0", "1");
    assertThat(tries(3, () -> s3.listBuckets(it -> {}).buckets().size()))
        .containsExactly("0", "0", "1");
    assertThat(tries(3, () -> iam.listPolicies(it -> it.pathPrefix("/")).policies().size()))
        .containsExactly("0", "0", "1");
  }

  private void putParameter() {
    ssm.putParameter(
        it ->
            it.name("/logs")
                .type("String")
                .value("one")
                .tags(
                    software.amazon.awssdk.services.ssm.model.Tag.builder()
                        .key("team")
                        .value("us")
                        .build()));
  }

  @Test
  void newParameterAndItsTagsAreMissedForAWhileAndItsNameIsTakenAtOnce() {
    aws.lag(api -> 1);
    putParameter();

    assertThat(tries(2, () -> ssm.getParameter(it -> it.name("/logs")).parameter().value()))
        .containsExactly("ParameterNotFound", "one");
    assertThat(
            tries(
                2,
                () ->
                    ssm.listTagsForResource(it -> it.resourceType("Parameter").resourceId("/logs"))
                        .tagList()
                        .size()))
        .containsExactly("InvalidResourceId", "1");
    assertThat(calls(1, this::putParameter)).containsExactly("ParameterAlreadyExists");
  }

  @Test
  void nameOfADeletedParameterIsInUseForAWhile() {
    putParameter();
    aws.lag(api -> 1);
    ssm.deleteParameter(it -> it.name("/logs"));

    assertThat(tries(2, () -> ssm.getParameter(it -> it.name("/logs")).parameter().value()))
        .containsExactly("one", "ParameterNotFound");
    assertThat(calls(2, this::putParameter)).containsExactly("ParameterAlreadyExists", "done");
  }
}
