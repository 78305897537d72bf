package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;

/** A key that can be used and bears its names; one that waits for its deletion is taken back. */
public final class KeyPart implements Part<KeyPart.State> {

  /** Whether the key can be used, and the aliases of ours that it bears. */
  public record State(boolean enabled, Set<String> aliases) {}

  /** How a key comes into being. */
  interface Birth {
    Step make();
  }

  private final LogKey key;
  private final Birth birth;

  KeyPart(LogKey key, Birth birth) {
    this.key = key;
    this.birth = birth;
  }

  @Override
  public String name() {
    return key.label();
  }

  @Override
  public Optional<State> live() {
    return key.find().map(it -> new State(it.keyState() == KeyState.ENABLED, aliasesOf(it)));
  }

  private Set<String> aliasesOf(KeyMetadata metadata) {
    return key
        .aws()
        .call(ListAliasesRequest.builder().keyId(metadata.keyId()).build(), key.kms()::listAliases)
        .aliases()
        .stream()
        .map(AliasListEntry::aliasName)
        .filter(key.aliases()::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public State desired() {
    return new State(true, new TreeSet<>(key.aliases()));
  }

  @Override
  public Step put(State desired, Optional<State> live) {
    if (live.isEmpty()) {
      return key.wasMade() ? Step.wait(2, "the new " + key.label()) : birth.make();
    }
    KeyState state = key.find().orElseThrow().keyState();
    if (state == KeyState.CREATING || state == KeyState.UPDATING) {
      return Step.wait(3, "the " + key.label());
    }
    if (!live.get().enabled()) {
      enable(key.find().orElseThrow());
    }
    desired.aliases().stream()
        .filter(alias -> !live.get().aliases().contains(alias))
        .forEach(alias -> name(key, key.id(), alias));
    key.forget();
    return Step.DONE;
  }

  private void enable(KeyMetadata metadata) {
    if (!LogKeys.staying(metadata)) {
      key.aws()
          .call(
              CancelKeyDeletionRequest.builder().keyId(metadata.keyId()).build(),
              key.kms()::cancelKeyDeletion);
    }
    key.aws()
        .call(EnableKeyRequest.builder().keyId(metadata.keyId()).build(), key.kms()::enableKey);
  }

  /** Gives the alias to the key, even when another key bears it. */
  static void name(LogKey key, String keyId, String alias) {
    CreateAliasRequest create =
        CreateAliasRequest.builder().targetKeyId(keyId).aliasName(alias).build();
    if (key.aws().find(create, key.kms()::createAlias, "AlreadyExistsException").isEmpty()) {
      key.aws()
          .call(
              UpdateAliasRequest.builder().targetKeyId(keyId).aliasName(alias).build(),
              key.kms()::updateAlias);
    }
  }
}
