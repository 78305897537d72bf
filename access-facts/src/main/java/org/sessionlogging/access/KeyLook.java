package org.sessionlogging.access;

import java.util.Map;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.settings.KeyArn;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * Whether KMS would use a key: a dry run says so and does nothing (KMS developer guide, "Testing
 * your permissions").
 *
 * @param kms of the key's Region
 */
public record KeyLook(Aws aws, KmsClient kms, KeyArn key) {

  /** Whether the key is there and enabled. */
  public Answer state() {
    DescribeKeyRequest request = DescribeKeyRequest.builder().keyId(key.toString()).build();
    try {
      return of(aws.call(kms, request, KmsClient::describeKey).keyMetadata().keyState());
    } catch (CallFailed e) {
      return Answers.of(e);
    }
  }

  private Answer of(KeyState state) {
    String said = "kms DescribeKey says that " + key + " is " + state;
    return switch (state) {
      case ENABLED -> Answer.YES;
      case PENDING_DELETION, PENDING_REPLICA_DELETION -> new Answer(Answer.Kind.GOING, said);
      default -> new Answer(Answer.Kind.NOT_READY, said);
    };
  }

  /** What a user's client does at the beginning of a session. */
  Answer generates(Map<String, String> encryptionContext) {
    GenerateDataKeyRequest request =
        GenerateDataKeyRequest.builder()
            .keyId(key.toString())
            .keySpec(DataKeySpec.AES_256)
            .encryptionContext(encryptionContext)
            .dryRun(true)
            .build();
    return tried(() -> aws.call(kms, request, KmsClient::generateDataKey));
  }

  /** What the agent does with what that gave; there is no ciphertext to try it with. */
  Answer decrypts(Map<String, String> encryptionContext) {
    DecryptRequest request =
        DecryptRequest.builder()
            .keyId(key.toString())
            .encryptionContext(encryptionContext)
            .dryRun(true)
            .dryRunModifiers(DryRunModifierType.IGNORE_CIPHERTEXT)
            .build();
    return tried(() -> aws.call(kms, request, KmsClient::decrypt));
  }

  /** It ends with an exception, also where it would succeed. */
  private static Answer tried(Supplier<? extends AwsResponse> dryRun) {
    try {
      AwsResponse unused = dryRun.get();
      return Answer.YES;
    } catch (CallFailed e) {
      return Answers.of(e);
    }
  }
}
