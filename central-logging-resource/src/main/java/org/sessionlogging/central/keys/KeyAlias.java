package org.sessionlogging.central.keys;

import org.sessionlogging.aws.CallFailed;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;

/**
 * One alias in one Region, and which key it is given to.
 *
 * @param name with its prefix {@code alias/}
 */
record KeyAlias(RegionalKms kms, String name) {

  /** Gives it to the key; false when there is one of that name already. */
  boolean giveFirst(String keyId) {
    CreateAliasRequest create =
        CreateAliasRequest.builder().targetKeyId(keyId).aliasName(name).build();
    return kms.find(create, KmsClient::createAlias, "AlreadyExistsException").isPresent();
  }

  /** Gives it to the key, even when another key bears it. */
  void give(String keyId) {
    if (!giveFirst(keyId)) {
      kms.call(
          UpdateAliasRequest.builder().targetKeyId(keyId).aliasName(name).build(),
          KmsClient::updateAlias);
    }
  }

  /**
   * Takes it away, whatever key it leads to, and says whether it is gone: that KMS does not find it
   * may mean that it does not show yet.
   */
  boolean delete() {
    try {
      DeleteAliasRequest request = DeleteAliasRequest.builder().aliasName(name).build();
      return kms.find(request, KmsClient::deleteAlias, RegionalKms.ABSENT).isPresent()
          || kms.describe(name).isEmpty();
    } catch (CallFailed e) {
      if (RegionalKms.isOfDisabledRegion(e)) {
        return true;
      }
      throw e;
    }
  }
}
