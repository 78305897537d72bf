package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** Which key the alias for sessions leads to, in one Region. */
public record SessionAlias(KeyAlias alias) implements Handle<SessionAlias.Target> {

  /** ARN of the key; empty when there is no such alias. */
  public record Target(Optional<String> keyArn) {}

  @Override
  public String name() {
    return "alias for sessions in " + alias.kms().region();
  }

  @Override
  public Optional<Target> read() {
    return Optional.of(new Target(key().map(KeyMetadata::arn)));
  }

  Optional<KeyMetadata> key() {
    return alias.kms().describe(alias.name());
  }

  @Override
  public Step write(Target target, Optional<Target> live) {
    if (target.keyArn().isPresent()) {
      alias.give(target.keyArn().get());
      return Step.DONE;
    }
    return alias.delete() ? Step.DONE : Step.wait(2, "the " + name());
  }
}
