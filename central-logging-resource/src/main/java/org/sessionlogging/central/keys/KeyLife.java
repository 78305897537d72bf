package org.sessionlogging.central.keys;

import java.util.SortedMap;
import java.util.SortedSet;
import org.sessionlogging.domain.policy.PolicyDocument;
import software.amazon.awssdk.services.kms.model.KeyState;

/** What a key's life has come to. */
public sealed interface KeyLife {

  /** It exists, in that state, and bears these of its aliases. */
  record Existing(String keyId, KeyState state, SortedSet<String> aliases) implements KeyLife {
    /** As it should be: enabled under all of its names. */
    Existing inUse(SortedSet<String> allAliases) {
      return new Existing(keyId, KeyState.ENABLED, allAliases);
    }
  }

  /** It is to be made, with that policy and those tags from its first moment on. */
  record New(PolicyDocument policy, SortedMap<String, String> tags) implements KeyLife {}

  /** It does not exist, and the key of that id is to be replicated, by the KMS of its Region. */
  record Unreplicated(String primaryId, String region) implements KeyLife {}
}
