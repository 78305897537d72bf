package org.sessionlogging.fakes.kms;

import java.util.Map;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KmsRequest;

/**
 * What keys are for, as far as a dry run goes: of one KMS says that it would do it, by an exception
 * (KMS developer guide, "Testing your permissions", testing-permissions.html).
 */
interface UseCalls extends KmsClient {

  Reach reach();

  @Override
  default GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
    throw tried(
        request,
        request.keyId(),
        "kms:GenerateDataKey",
        request.encryptionContext(),
        request.dryRun());
  }

  /** Needs a ciphertext, unless a dry run leaves it out of account (API reference, Decrypt). */
  @Override
  default DecryptResponse decrypt(DecryptRequest request) {
    if (request.ciphertextBlob() == null
        && !request.dryRunModifiers().contains(DryRunModifierType.IGNORE_CIPHERTEXT)) {
      throw AwsError.of(400, "ValidationException", "CiphertextBlob must not be null.");
    }
    throw tried(
        request, request.keyId(), "kms:Decrypt", request.encryptionContext(), request.dryRun());
  }

  private RuntimeException tried(
      KmsRequest request,
      String key,
      String action,
      Map<String, String> encryptionContext,
      Boolean dryRun) {
    return reach()
        .store()
        .look(
            request,
            reach().subject(key),
            state -> {
              Reach.refuseUnlessEnabled(reach().ofAnybodyIn(state, key, action, encryptionContext));
              return Boolean.TRUE.equals(dryRun)
                  ? wouldSucceed()
                  : new UnsupportedOperationException(action);
            });
  }

  private static AwsServiceException wouldSucceed() {
    return AwsError.of(
        400,
        "DryRunOperationException",
        "The request would have succeeded, but the DryRun option is set.");
  }
}
