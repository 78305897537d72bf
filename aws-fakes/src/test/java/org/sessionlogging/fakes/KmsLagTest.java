package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** What creations, changes and deletions of keys look like in the next seconds. */
class KmsLagTest extends Lagging {
  private static final String ADMINISTERED =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
          + "\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}]}";

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
}
