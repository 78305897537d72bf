package org.sessionlogging.member.document;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.json.Sha256;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.DefaultHostManagement;
import org.sessionlogging.domain.settings.HostManagement;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.MemberTags;
import org.sessionlogging.domain.settings.Tags;

/**
 * The settings of which a session document itself says nothing, as its tags hold them.
 *
 * @param tags all of the document
 */
public record SettingMarks(SortedMap<String, String> tags) {
  private static final String LOG_PREFIX = Tags.OURS + "log-prefix";
  private static final String ACCOUNT_PREFIX = Tags.OURS + "account-prefix";
  private static final String SESSION_KEY = Tags.OURS + "session-key";
  private static final String POLICY = Tags.OURS + "policy";
  private static final String SAME_TAGS = Tags.OURS + "same-tags";
  private static final String HOST_MANAGEMENT = Tags.OURS + "host-management";
  private static final String BOUNDARY = Tags.OURS + "permissions-boundary";
  private static final int DIGITS = 8;

  /**
   * The tags that say so.
   *
   * @param skippedRoleNames roles that are declared and don't exist
   */
  static SortedMap<String, String> of(
      MemberLogging logging, MemberKeys keys, SortedSet<String> skippedRoleNames) {
    SortedMap<String, String> tags = new TreeMap<>();
    logging.logPrefix().ifPresent(prefix -> tags.put(LOG_PREFIX, prefix));
    tags.put(ACCOUNT_PREFIX, logging.accountPrefix().name());
    keys.sessionKey().ifPresent(key -> tags.put(SESSION_KEY, key.toString()));
    tags.put(POLICY, MemberPolicy.name(logging, keys));
    HostManagement host = logging.hostManagement();
    if (!host.is(HostManagement.DEFAULT.mode())) {
      tags.put(HOST_MANAGEMENT, host.mode().name());
    }
    // Values of these tags refuse commas, names of policies refuse spaces.
    host.permissionsBoundaryArn().ifPresent(arn -> tags.put(BOUNDARY, arn.replace(',', ' ')));
    if (!skippedRoleNames.isEmpty()) {
      tags.putAll(MemberTags.ofSkippedRoles(skippedRoleNames));
    }
    return tags;
  }

  /**
   * The tags that say which declared tags were found just so: to a read, which hides what was
   * found, they would not be declared.
   */
  static SortedMap<String, String> ofSameTags(
      Map<String, String> declared, Map<String, String> former) {
    List<String> same =
        declared.entrySet().stream()
            .filter(former.entrySet()::contains)
            .map(tag -> word(tag.getKey()))
            .toList();
    return same.isEmpty() ? new TreeMap<>() : Tags.ofWords(SAME_TAGS, same);
  }

  /** Keys of tags hold spaces, which divide words. */
  private static String word(String tagKey) {
    return Sha256.hex(tagKey).substring(0, DIGITS);
  }

  /** Whether the tag of that key is declared, though it was found just so. */
  boolean declareFound(String tagKey) {
    return Tags.words(tags, SAME_TAGS).contains(word(tagKey));
  }

  /** Keys that settings may take, of this and of earlier declarations. */
  Set<String> keys() {
    Set<String> keys =
        new TreeSet<>(
            Set.of(
                LOG_PREFIX,
                ACCOUNT_PREFIX,
                SESSION_KEY,
                POLICY,
                HOST_MANAGEMENT,
                BOUNDARY,
                DocumentMarks.FORMER_HOST_MANAGEMENT));
    keys.addAll(MemberTags.keysOfSkippedRoles(tags.keySet()));
    keys.addAll(Tags.keysOfWords(tags.keySet(), SAME_TAGS));
    return keys;
  }

  /** LogPrefix as declared. */
  public Optional<String> logPrefix() {
    return get(LOG_PREFIX);
  }

  /** AccountPrefix as declared. */
  public String accountPrefix() {
    return get(ACCOUNT_PREFIX).orElse(AccountPrefix.ENFORCED.name());
  }

  /** DefaultHostManagement as declared; what is none of its values counts as not declared. */
  public DefaultHostManagement hostManagement() {
    return Arrays.stream(DefaultHostManagement.values())
        .filter(mode -> get(HOST_MANAGEMENT).filter(mode.name()::equals).isPresent())
        .findFirst()
        .orElse(HostManagement.DEFAULT.mode());
  }

  /** PermissionsBoundaryArn as declared. */
  public Optional<String> permissionsBoundaryArn() {
    return get(BOUNDARY).map(arn -> arn.replace(' ', ','));
  }

  /** The session key as declared, of whichever Region, or as found. */
  public Optional<String> sessionKeyArn() {
    return get(SESSION_KEY);
  }

  /** Name of the managed policy that goes with the document. */
  public Optional<String> policyName() {
    return get(POLICY);
  }

  /** Names of the roles that were declared and did not exist. */
  public SortedSet<String> skippedRoleNames() {
    return MemberTags.skippedRoles(tags);
  }

  private Optional<String> get(String key) {
    return Optional.ofNullable(tags.get(key));
  }
}
