package org.sessionlogging.member.document;

import java.util.function.Supplier;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.kit.reconcile.Refused;

/** Where the domain's objections become CloudFormation's InvalidRequest. */
public final class Valid {

  private Valid() {}

  /** The value, or a refusal that says which property is wrong and what to do about it. */
  public static <T> T orRefused(Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidSettings e) {
      throw Refused.invalid(e.getMessage());
    }
  }
}
