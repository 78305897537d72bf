package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

class FakeAwsTest {
  private static final String HERE = "eu-west-1";
  private static final String ADMINISTERED =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
          + "\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}]}";

  private final FakeAws aws = new FakeAws("111122223333");

  /** One of everything, each with all of its settings. */
  private void fill() {
    FakeBucket bucket = aws.s3().add("logs", aws.account(), HERE, Map.of("team", ""));
    bucket.policy = "{}";
    bucket.versioning = BucketVersioningStatus.ENABLED;
    bucket.transitionMinimum = TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS;
    bucket.lifecycle =
        List.of(
            LifecycleRule.builder()
                .id("abort")
                .status(ExpirationStatus.ENABLED)
                .filter(it -> it.objectSizeGreaterThan(1L).prefix("x/"))
                .abortIncompleteMultipartUpload(it -> it.daysAfterInitiation(7))
                .build());
    bucket.encryption =
        bucket.encryption.toBuilder()
            .applyServerSideEncryptionByDefault(
                it -> it.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID("arn:key"))
            .build();
    bucket.add("1.log");
    bucket.mark("1.log");
    bucket.uploads.add("2.log");
    String id =
        aws.kms(HERE)
            .createKey(it -> it.multiRegion(true).policy(ADMINISTERED))
            .keyMetadata()
            .keyId();
    aws.kms(HERE).replicateKey(it -> it.keyId(id).replicaRegion("us-east-1").policy(ADMINISTERED));
    aws.kms(HERE).enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90));
    aws.kms(HERE).createAlias(it -> it.aliasName("alias/logs").targetKeyId(id));
    aws.kms("us-east-1").scheduleKeyDeletion(it -> it.keyId(id).pendingWindowInDays(7));
    FakeDocument document = aws.ssm().add(HERE, "Preferences", "{\"a\":1}", "{\"a\":2}");
    document.tags.put("team", "platform");
    aws.ssm().parameter(HERE, "/preferences/policy").value = "arn:policy";
    FakePolicy policy = aws.iam().policy("arn:aws:iam::111122223333:policy/p", "{}");
    policy.users.add("alice");
    aws.iam().role("app").policies.add(policy.arn);
  }

  @Test
  void pictureIsTheWayBack() {
    fill();

    FakeAws other = FakeAws.of(aws.picture());

    assertThat(other.picture()).isEqualTo(aws.picture());
    assertThat(other.s3().buckets.get("logs").lifecycle)
        .isEqualTo(aws.s3().buckets.get("logs").lifecycle);
    assertThat(other.s3().buckets.get("logs").encryption)
        .isEqualTo(aws.s3().buckets.get("logs").encryption);
    assertThat(other.kms().named(HERE, "alias/logs").orElseThrow().rotationDays).isEqualTo(90);
    assertThat(other.kms(HERE).describeKey(it -> it.keyId("alias/logs")).keyMetadata().keyState())
        .isEqualTo(KeyState.ENABLED);
  }

  @Test
  void copyIsTheSameAndGoesItsOwnWay() {
    fill();
    String before = aws.picture();

    FakeAws copy = aws.copy();

    assertThat(copy.picture()).isEqualTo(before);
    copy.iam().roles.clear();
    copy.s3().buckets.get("logs").policy = null;
    copy.kms(HERE).createKey(it -> it.policy(ADMINISTERED));
    assertThat(aws.picture()).isEqualTo(before);
  }

  @Test
  void copyHasWhatAPictureDoesNotShow() {
    aws.ssm(HERE).habits().keepsLatestNumber = true;
    aws.sts(HERE).principal = "arn:aws:iam::111122223333:user/alice";
    aws.sts(HERE).assumable.add("arn:aws:iam::111122223333:role/app");
    aws.organizations(HERE).outsiders.add("444455556666");
    aws.organizations(HERE).administered = false;
    aws.ec2().instance(HERE, "i-1").profile = "app";
    aws.ec2().endpoint(HERE, "vpce-1", "kms");
    aws.time().pass(5);

    FakeAws copy = aws.copy();

    assertThat(copy.ssm(HERE).habits().keepsLatestNumber).isTrue();
    assertThat(copy.ssm("us-east-1").habits().keepsLatestNumber).isFalse();
    assertThat(copy.sts(HERE).principal).isEqualTo(aws.sts(HERE).principal);
    assertThat(copy.sts(HERE).assumable).isEqualTo(aws.sts(HERE).assumable);
    assertThat(copy.organizations(HERE).outsiders).containsExactly("444455556666");
    assertThat(copy.organizations(HERE).administered).isFalse();
    assertThat(copy.ec2().instancesIn(HERE).get("i-1").profile).isEqualTo("app");
    assertThat(copy.ec2().endpointsIn(HERE).get("vpce-1").serviceName)
        .isEqualTo("com.amazonaws.eu-west-1.kms");
    assertThat(copy.time().milliseconds()).isEqualTo(5);
  }

  @Test
  void pictureIsJsonInAStableOrder() throws IOException {
    fill();
    aws.iam().role("zebra");
    FakeAws other = new FakeAws(aws.account());
    other.iam().role("zebra");
    other.iam().role("app");

    assertThat(new ObjectMapper().readTree(aws.picture()).path("iam").path("roles").fieldNames())
        .toIterable()
        .containsExactly("app", "zebra");
    assertThat(new ObjectMapper().readTree(other.picture()).path("iam").path("roles").fieldNames())
        .toIterable()
        .containsExactly("app", "zebra");
  }

  @Test
  void pictureOfAnEmptyAccountOutsideAnyOrganizationIsTheWayBackToo() {
    aws.organizations(HERE).id = Optional.empty();

    assertThat(FakeAws.of(aws.picture()).organizations(HERE).id).isEmpty();
  }

  /** As a picture of an earlier time is read: it was kept as a file. */
  @Test
  void recordedPictureIsLoadedAndGoesOn() throws IOException {
    FakeAws recorded;
    try (InputStream text = getClass().getResourceAsStream("/recorded-picture.json")) {
      recorded = FakeAws.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }

    assertThat(recorded.s3(HERE).getBucketTagging(it -> it.bucket("recorded")).tagSet())
        .singleElement()
        .satisfies(tag -> assertThat(tag.value()).isEqualTo("platform"));
    FakeKey key = recorded.kms().keys.get(0);
    recorded.kms(HERE).scheduleKeyDeletion(it -> it.keyId(key.id()).pendingWindowInDays(7));
    assertThat(key.state).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(recorded.ssm(HERE).getDocument(it -> it.name("Recorded")).content())
        .isEqualTo("{\"schemaVersion\":\"1.0\"}");
    assertThat(recorded.iam().rolesOf("arn:aws:iam::111122223333:policy/recorded"))
        .containsExactly("app");
  }

  @Test
  void clientOfARegionIsTheSameEveryTime() {
    assertThat(aws.s3(HERE)).isSameAs(aws.s3(HERE)).isNotSameAs(aws.s3("us-east-1"));
    assertThat(aws.s3("999988887777", HERE)).isNotSameAs(aws.s3(HERE));
    assertThat(aws.kms(HERE)).isSameAs(aws.kms(HERE)).isNotSameAs(aws.kms("us-east-1"));
    assertThat(aws.ssm(HERE)).isSameAs(aws.ssm(HERE)).isNotSameAs(aws.ssm("us-east-1"));
    assertThat(aws.tagging(HERE)).isSameAs(aws.tagging(HERE));
    assertThat(aws.iam(HERE)).isSameAs(aws.iam("us-east-1"));
    assertThat(aws.organizations(HERE)).isSameAs(aws.organizations("us-east-1"));
  }

  @Test
  void lagIsOverAllServices() {
    aws.lag(api -> 1);
    aws.iam(HERE).createRole(it -> it.roleName("app"));

    assertThat(aws.iam().roles).containsKey("app");
    aws.settle();
    assertThat(aws.iam(HERE).listAttachedRolePolicies(it -> it.roleName("app")).attachedPolicies())
        .isEmpty();
    aws.lag(Lag.none());
    assertThat(aws.picture()).contains("app");
  }
}
