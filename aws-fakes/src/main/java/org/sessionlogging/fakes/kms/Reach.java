package org.sessionlogging.fakes.kms;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sessionlogging.fakes.organizations.FakeOrganizations;
import org.sessionlogging.fakes.organizations.ResourcePolicy;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Store;
import org.sessionlogging.fakes.sts.FakeSts;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsRequest;

/**
 * How the calls in one Region reach keys, and which of their states they take.
 *
 * <p>Source of the states: KMS developer guide, "Key states of AWS KMS keys" (key-state.html). That
 * a replica in Creating takes a policy, tags and aliases: its rows of PutKeyPolicy, TagResource and
 * CreateAlias.
 */
record Reach(
    Store<KmsState> store,
    FakeSts sts,
    FakeOrganizations organizations,
    String account,
    String region) {

  /**
   * What a key made or changed a moment ago may still be (KMS developer guide, "AWS KMS eventual
   * consistency": NotFoundException, an invalid state); after EnableKey for up to a minute
   * (aws-cloudformation-resource-providers-kms waits 60 s for it).
   */
  static final Set<String> PASSING =
      Set.of("NotFoundException", "KMSInvalidStateException", "DisabledException");

  /** Whether there is such a key. */
  static final Set<String> PASSING_EXISTENCE = Set.of("NotFoundException");

  <R> R look(KmsRequest request, String key, Function<FakeKey, R> question) {
    return store.look(request, subject(key), state -> question.apply(in(state, key)));
  }

  void write(KmsRequest request, String key, Consumer<FakeKey> change) {
    FakeKey unused =
        store.write(
            request,
            subject(key),
            PASSING,
            state -> {
              FakeKey written = in(state, key);
              change.accept(written);
              return written;
            });
  }

  /** Each thing of a Region has looks of its own, a key by whatever name it is asked for. */
  String subject(String name) {
    return region + " " + name.substring(name.indexOf(":key/") < 0 ? 0 : name.indexOf(":key/") + 5);
  }

  /** By id, ARN or alias, of this account: most operations have no other (KMS API reference). */
  FakeKey in(KmsState state, String name) {
    if (name.startsWith("arn:") && !name.contains(":" + account + ":")) {
      throw denied(name);
    }
    return named(state, name)
        .filter(key -> key.account().equals(account))
        .orElseThrow(() -> absent(name));
  }

  private Optional<FakeKey> named(KmsState state, String name) {
    String form = name.substring(name.lastIndexOf(':') + 1);
    return form.startsWith("alias/")
        ? state.named(region, form)
        : state.key(region, form.substring(form.indexOf('/') + 1));
  }

  /**
   * The same for operations that take the ARN of another account's key, or of its alias (API
   * reference, DescribeKey: KeyId); that there is none is said as a denial, as is what its policy
   * does not allow (KMS developer guide, "Allowing users in other accounts to use a KMS key",
   * key-policy-modifying-external-accounts.html).
   *
   * @param action what the key's policy has to allow
   */
  FakeKey ofAnybodyIn(KmsState state, String name, String action) {
    return ofAnybodyIn(state, name, action, Map.of());
  }

  /**
   * The same for a use with an encryption context, on which the policy may put conditions (KMS
   * developer guide, conditions-kms.html: kms:EncryptionContext:context-key).
   */
  FakeKey ofAnybodyIn(
      KmsState state, String name, String action, Map<String, String> encryptionContext) {
    if (!name.startsWith("arn:") || name.contains(":" + account + ":")) {
      return in(state, name);
    }
    FakeKey key =
        named(state, name)
            .filter(it -> name.startsWith("arn:aws:kms:" + region + ":" + it.account() + ":"))
            .orElseThrow(() -> name.contains(":alias/") ? absent(name) : denied(name));
    if (key.policy != null
        && !new ResourcePolicy(key.policy)
            .lets(action, organizations, account, conditionKeys(encryptionContext))) {
      throw denied(name);
    }
    return key;
  }

  private static Map<String, String> conditionKeys(Map<String, String> encryptionContext) {
    return encryptionContext.entrySet().stream()
        .collect(
            Collectors.toMap(it -> "kms:EncryptionContext:" + it.getKey(), Map.Entry::getValue));
  }

  private static AwsServiceException denied(String name) {
    return AwsError.of(
        400,
        "AccessDeniedException",
        name
            + ": the resource does not exist in this Region, no resource-based policies allow access, or a"
            + " resource-based policy explicitly denies access");
  }

  /** A policy that the caller could not follow by another. */
  void refuseLockout(String policy) {
    KeyPolicies.refuseLockout(policy, account, sts.principal);
  }

  static AwsServiceException absent(String name) {
    return AwsError.of(400, "NotFoundException", name + " is not found.");
  }

  static void refuseCreating(FakeKey key) {
    if (key.state == KeyState.CREATING) {
      throw AwsError.of(400, "KMSInvalidStateException", key.arn + " is creating.");
    }
  }

  static void refusePending(FakeKey key) {
    if (key.pendingDeletion()) {
      throw AwsError.of(400, "KMSInvalidStateException", key.arn + " is pending deletion.");
    }
  }

  static void refuseUnlessEnabled(FakeKey key) {
    refuseCreating(key);
    refusePending(key);
    if (key.state == KeyState.DISABLED) {
      throw AwsError.of(400, "DisabledException", key.arn + " is disabled.");
    }
  }
}
