package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.THERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;

/** What can be asked of a key, and of another account's. */
abstract class KeyUseFacts extends KmsFacts {
  KeyUseFacts(AwsUnderTest aws) {
    super(aws);
  }

  private static String dryRun(KmsClient client, String key) {
    return refusal(
        () ->
            client.generateDataKey(
                it ->
                    it.keyId(key)
                        .keySpec(DataKeySpec.AES_256)
                        .encryptionContext(Map.of("aws:ssm:SessionId", "x"))
                        .dryRun(true)));
  }

  private static String dryDecrypt(KmsClient client, String key, String contextKey) {
    return refusal(
        () ->
            client.decrypt(
                it ->
                    it.keyId(key)
                        .encryptionContext(Map.of(contextKey, "x"))
                        .dryRun(true)
                        .dryRunModifiers(DryRunModifierType.IGNORE_CIPHERTEXT)));
  }

  @Test
  @Source(
      API
          + "API_Decrypt.html, CiphertextBlob: required in all cases except when DryRun is true and DryRunModifiers is"
          + " IGNORE_CIPHERTEXT")
  void dryRunOfADecryptionNeedsNoCiphertextIfThatIsSaid() {
    String id = create(false).keyId();

    assertThat(dryDecrypt(kms, id, "aws:ssm:SessionId")).isEqualTo("DryRunOperationException");
    assertThat(refusal(() -> kms.decrypt(it -> it.keyId(id).dryRun(true))))
        .isEqualTo("ValidationException");
  }

  @Test
  @Source(
      GUIDE
          + "conditions-kms.html: kms:EncryptionContext:context-key, kms:ViaService; testing-permissions.html:"
          + " AccessDeniedException")
  void dryRunIsDecidedByTheConditionsOfTheKeysPolicy() {
    String arn = foreign();

    assertThat(dryDecrypt(kms, arn, "aws:ssm:SessionId")).isEqualTo("DryRunOperationException");
    assertThat(dryDecrypt(kms, arn, "aws:s3:arn")).isEqualTo("AccessDeniedException");
  }

  private String foreign() {
    return foreign(aws.account());
  }

  /** A stranger's key that its policy lets an account use. */
  private String foreign(String user) {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [
         {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"},
          "Action": ["kms:PutKeyPolicy", "kms:GetKeyPolicy"], "Resource": "*"},
         {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"},
          "Action": ["kms:DescribeKey", "kms:GenerateDataKey"], "Resource": "*"},
         {"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*",
          "Condition": {"Null": {"kms:EncryptionContext:aws:ssm:SessionId": "false", "kms:ViaService": "true"}}}]}
        """
            .formatted(aws.stranger(), user);
    return aws.kms(aws.stranger(), HERE).createKey(it -> it.policy(policy)).keyMetadata().arn();
  }

  @Test
  @Source(GUIDE + "testing-permissions.html: DryRunOperationException; key-state.html")
  void dryRunSaysThatTheRequestWouldSucceedUnlessTheStateOfTheKeyForbidsIt() {
    String id = create(false).keyId();
    assertThat(dryRun(kms, id)).isEqualTo("DryRunOperationException");

    kms.scheduleKeyDeletion(it -> it.keyId(id).pendingWindowInDays(7));
    assertThat(dryRun(kms, id)).isEqualTo("KMSInvalidStateException");
    kms.cancelKeyDeletion(it -> it.keyId(id));
    assertThat(dryRun(kms, id)).isEqualTo("DisabledException");
  }

  @Test
  @Source(
      GUIDE
          + "key-policy-modifying-external-accounts.html: DescribeKey, GenerateDataKey take the ARN of another account's key")
  void keyOfAnotherAccountIsDescribedAndUsedByItsArn() {
    String arn = foreign();

    assertThat(kms.describeKey(it -> it.keyId(arn)).keyMetadata().arn()).isEqualTo(arn);
    assertThat(dryRun(kms, arn)).isEqualTo("DryRunOperationException");
    String id = arn.substring(arn.indexOf('/') + 1);
    assertThat(refusal(() -> kms.describeKey(it -> it.keyId(id)))).isEqualTo("NotFoundException");
  }

  @Test
  @Source(
      GUIDE
          + "key-policy-modifying-external-accounts.html: the key policy must allow it to the other account")
  void keyOfAnotherAccountIsDeniedToWhomItsPolicyDoesNotName() {
    String arn = foreign(aws.sibling());

    assertThat(refusal(() -> kms.describeKey(it -> it.keyId(arn))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  @Source(
      API
          + "API_DescribeKey.html, KeyId: to specify a KMS key in a different account, use the key ARN or alias ARN;"
          + " NotFoundException")
  void aliasOfAnotherAccountLeadsToItsKeyByItsArnAlone() {
    String key = foreign();
    String arn = key.replaceFirst(":key/.*", ":" + alias);
    aws.kms(aws.stranger(), HERE).createAlias(it -> it.aliasName(alias).targetKeyId(key));

    assertThat(kms.describeKey(it -> it.keyId(arn)).keyMetadata().arn()).isEqualTo(key);
    assertThat(refusal(() -> kms.describeKey(it -> it.keyId(alias))))
        .isEqualTo("NotFoundException");
    assertThat(refusal(() -> kms.describeKey(it -> it.keyId(arn + "-none"))))
        .isEqualTo("NotFoundException");
    assertThat(refusal(() -> there.describeKey(it -> it.keyId(arn.replace(HERE, THERE)))))
        .isEqualTo("NotFoundException");
  }

  @Test
  @Source(
      GUIDE
          + "key-policy-modifying-external-accounts.html: other operations have no effect across accounts; API_GetKeyPolicy.html,"
          + " API_ListResourceTags.html, Cross-account use: No")
  void keyOfAnotherAccountShowsNeitherItsPolicyNorItsTags() {
    String arn = foreign();

    assertThat(refusal(() -> kms.getKeyPolicy(it -> it.keyId(arn).policyName("default"))))
        .isEqualTo("AccessDeniedException");
    assertThat(refusal(() -> kms.listResourceTags(it -> it.keyId(arn))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  @Source(
      GUIDE
          + "key-policy-modifying-external-accounts.html: that it does not exist is said as a denial")
  void absentKeyOfAnotherAccountLooksDenied() {
    String arn = foreign().replaceFirst(".{12}$", "999999999999");

    assertThat(refusal(() -> kms.describeKey(it -> it.keyId(arn))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  @Source(API + "API_KeyMetadata.html: KeySpec, KeyManager; API_MultiRegionConfiguration.html")
  void keySaysWhatItIsWhoManagesItAndWhereItsPrimaryIs() {
    String id = replicated();

    for (KmsClient client : new KmsClient[] {kms, there}) {
      KeyMetadata key = client.describeKey(it -> it.keyId(id)).keyMetadata();
      assertThat(key.keySpec()).isEqualTo(KeySpec.SYMMETRIC_DEFAULT);
      assertThat(key.keyManager()).isEqualTo(KeyManagerType.CUSTOMER);
      assertThat(key.multiRegionConfiguration().primaryKey().region()).isEqualTo(HERE);
      assertThat(key.multiRegionConfiguration().replicaKeys())
          .extracting(it -> it.region())
          .containsExactly(THERE);
    }
    KeyMetadata other =
        kms.createKey(
                it ->
                    it.policy(administered()).keySpec(KeySpec.RSA_2048).keyUsage("ENCRYPT_DECRYPT"))
            .keyMetadata();
    assertThat(other.keySpec()).isEqualTo(KeySpec.RSA_2048);
  }
}
