package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;

/** The policy of one key in one Region. */
public record KeyPolicy(LogKey key) implements Handle<KeySetting<PolicyDocument>> {
  /** The one name that KMS knows for a key policy. */
  private static final String ONLY_NAME = "default";

  @Override
  public String name() {
    return "policy of the " + key.label();
  }

  @Override
  public Optional<KeySetting<PolicyDocument>> read() {
    return key.findMade().map(it -> new KeySetting<>(it.keyId(), of(key.kms(), it.keyId())));
  }

  /** The policy of a key of this account. */
  static PolicyDocument of(RegionalKms kms, String keyId) {
    GetKeyPolicyRequest request =
        GetKeyPolicyRequest.builder().keyId(keyId).policyName(ONLY_NAME).build();
    return PolicyDocument.parse(kms.call(request, KmsClient::getKeyPolicy).policy());
  }

  @Override
  public Step write(KeySetting<PolicyDocument> policy, Optional<KeySetting<PolicyDocument>> live) {
    key.kms()
        .call(
            PutKeyPolicyRequest.builder()
                .keyId(policy.keyId())
                .policyName(ONLY_NAME)
                .policy(policy.value().json())
                .build(),
            KmsClient::putKeyPolicy);
    return Step.DONE;
  }
}
