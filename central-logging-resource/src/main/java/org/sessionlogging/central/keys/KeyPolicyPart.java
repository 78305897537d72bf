package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;

/** The policy of one key in one Region. */
public final class KeyPolicyPart implements Part<PolicyDocument> {
  /** The one name that KMS knows for a key policy. */
  private static final String ONLY_NAME = "default";

  private final LogKey key;
  private final PolicyDocument policy;

  KeyPolicyPart(LogKey key, PolicyDocument policy) {
    this.key = key;
    this.policy = policy;
  }

  @Override
  public String name() {
    return "policy of the " + key.label();
  }

  @Override
  public Optional<PolicyDocument> live() {
    return key.find()
        .map(
            it ->
                key.aws()
                    .call(
                        GetKeyPolicyRequest.builder()
                            .keyId(it.keyId())
                            .policyName(ONLY_NAME)
                            .build(),
                        key.kms()::getKeyPolicy)
                    .policy())
        .map(PolicyDocument::parse);
  }

  @Override
  public PolicyDocument desired() {
    return policy;
  }

  @Override
  public Step put(PolicyDocument desired, Optional<PolicyDocument> live) {
    key.aws()
        .call(
            PutKeyPolicyRequest.builder()
                .keyId(key.id())
                .policyName(ONLY_NAME)
                .policy(desired.json())
                .build(),
            key.kms()::putKeyPolicy);
    return Step.DONE;
  }
}
