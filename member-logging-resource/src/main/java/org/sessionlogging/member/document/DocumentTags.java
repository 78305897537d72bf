package org.sessionlogging.member.document;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.MemberLogging;

/**
 * The tags of a session document. Those that begin with session-logging: are the memory of this
 * type: a delete gets nothing but the name, so whatever it must know stands here.
 */
public record DocumentTags(SortedMap<String, String> all) {
  static final String OURS = "session-logging:";

  /** Marks the documents of this type; list looks for it. */
  static final String TYPE = OURS + "type";

  static final String MEMBER = "member";
  static final String ORIGIN = OURS + "origin";
  static final String CREATED = "created";
  static final String ADOPTED = "adopted";

  /** Versions and hash of what was found, and, after the prefix, the value of each tag. */
  static final String FORMER_DEFAULT = OURS + "former-default";

  static final String FORMER_LATEST = OURS + "former-latest";
  static final String FORMER_HASH = OURS + "former-hash";
  static final String FORMER_TAG = OURS + "former-tag:";

  /** Hash of the content that was written last, or was about to be. */
  static final String WRITTEN = OURS + "written";

  /** Versions that were written here. */
  static final String VERSIONS = OURS + "versions";

  /** Version of somebody else's that MERGE builds upon; {@link #NOTHING} after a REPLACE. */
  static final String BASE = OURS + "base";

  static final String NOTHING = "0";

  /** Settings that can't be read back from the document. */
  private static final String LOG_PREFIX = OURS + "log-prefix";

  private static final String ACCOUNT_PREFIX = OURS + "account-prefix";
  private static final String SESSION_KEY = OURS + "session-key";
  private static final String POLICY = OURS + "policy";
  private static final Set<String> SETTINGS =
      Set.of(LOG_PREFIX, ACCOUNT_PREFIX, SESSION_KEY, POLICY);

  /** The settings of which the document itself says nothing. */
  static SortedMap<String, String> settings(MemberLogging logging) {
    SortedMap<String, String> settings = new TreeMap<>();
    logging.logPrefix().ifPresent(prefix -> settings.put(LOG_PREFIX, prefix));
    settings.put(ACCOUNT_PREFIX, logging.accountPrefix().name());
    settings.put(SESSION_KEY, logging.sessionKey().toString());
    settings.put(POLICY, MemberPolicy.name(logging));
    return settings;
  }

  /** Whether the document is one of this type's. */
  public boolean areOurs() {
    return MEMBER.equals(all.get(TYPE));
  }

  /** Anything but this certainty counts as adopted: then nothing is deleted. */
  public boolean sayCreated() {
    return CREATED.equals(all.get(ORIGIN));
  }

  /** Default version that was found. */
  public Optional<String> formerDefault() {
    return get(FORMER_DEFAULT);
  }

  /** LogPrefix as declared. */
  public Optional<String> logPrefix() {
    return get(LOG_PREFIX);
  }

  /** AccountPrefix as declared. */
  public String accountPrefix() {
    return get(ACCOUNT_PREFIX).orElse(AccountPrefix.ENFORCED.name());
  }

  /** SessionKeyArn as declared, of whichever Region. */
  public Optional<String> sessionKeyArn() {
    return get(SESSION_KEY);
  }

  /** Name of the managed policy that goes with the document. */
  public Optional<String> policyName() {
    return get(POLICY);
  }

  /** The user's: neither AWS's, nor ours, nor those that were there before. */
  public SortedMap<String, String> declared() {
    SortedMap<String, String> declared = others();
    declared.entrySet().removeAll(former().entrySet());
    return declared;
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(all.get(key));
  }

  Versions versions() {
    return Versions.parse(get(VERSIONS).orElse(""));
  }

  /** All but AWS's and the memory of versions. */
  SortedMap<String, String> withoutMemory() {
    SortedMap<String, String> some = others();
    some.putAll(some(SETTINGS::contains, key -> key));
    return some;
  }

  /** Neither AWS's nor ours. */
  SortedMap<String, String> others() {
    return some(key -> !key.startsWith(OURS) && !key.startsWith("aws:"), key -> key);
  }

  /** Those that were there before the document was taken over. */
  SortedMap<String, String> former() {
    return some(key -> key.startsWith(FORMER_TAG), key -> key.substring(FORMER_TAG.length()));
  }

  private SortedMap<String, String> some(Predicate<String> chosen, UnaryOperator<String> renamed) {
    SortedMap<String, String> some = new TreeMap<>();
    all.forEach(
        (key, value) -> {
          if (chosen.test(key)) {
            some.put(renamed.apply(key), value);
          }
        });
    return some;
  }
}
