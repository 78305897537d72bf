package org.sessionlogging.member.document;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.Tags;

/**
 * What the tags of a session document say. Those of ours are the memory of this type: a delete gets
 * nothing but the name, so whatever it must know stands here.
 */
public record DocumentMarks(SortedMap<String, String> all) {
  static final DocumentMarks NONE = new DocumentMarks(new TreeMap<>());

  /** Marks the documents of this type; list looks for it. */
  static final String TYPE = Tags.OURS + "type";

  static final String MEMBER = "member";

  /** Mark of the request that made the document, or took it over. */
  static final String REQUEST = Tags.OURS + "request";

  /** Mark of the request that is about to take the document over. */
  static final String CLAIM = Tags.OURS + "claim";

  static final String ORIGIN = Tags.OURS + "origin";
  static final String CREATED = "created";
  static final String ADOPTED = "adopted";

  /** Versions and hash of what was found, and, after the prefix, the value of each tag. */
  static final String FORMER_DEFAULT = Tags.OURS + "former-default";

  static final String FORMER_LATEST = Tags.OURS + "former-latest";
  static final String FORMER_HASH = Tags.OURS + "former-hash";
  static final String FORMER_TAG = Tags.OURS + "former-tag:";

  /** Tags of AWS on what a stack has made natively. */
  static final String STACK_ID = "aws:cloudformation:stack-id";

  private static final String STACK_NAME = "aws:cloudformation:stack-name";

  /** Hash of the content that was written last, or was about to be. */
  static final String WRITTEN = Tags.OURS + "written";

  /** Versions that were written here. */
  static final String VERSIONS = Tags.OURS + "versions";

  /** Version of somebody else's that MERGE builds upon; {@link #NOTHING} after a REPLACE. */
  static final String BASE = Tags.OURS + "base";

  static final String NOTHING = "0";

  /** Settings that can't be read back from the document. */
  static final String LOG_PREFIX = Tags.OURS + "log-prefix";

  static final String ACCOUNT_PREFIX = Tags.OURS + "account-prefix";
  static final String SESSION_KEY = Tags.OURS + "session-key";
  static final String POLICY = Tags.OURS + "policy";
  private static final String SKIPPED = Tags.OURS + "skipped-roles";
  private static final Set<String> SETTINGS =
      Set.of(LOG_PREFIX, ACCOUNT_PREFIX, SESSION_KEY, POLICY);

  public DocumentMarks {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
  }

  /** Whether the document is one of this type's. */
  public boolean areOurs() {
    return MEMBER.equals(all.get(TYPE));
  }

  /** Whether another request than this one has made the document, or takes it over. */
  boolean areOfAnotherThan(Optional<String> request) {
    Optional<String> holder = get(areOurs() ? REQUEST : CLAIM);
    return (areOurs() || holder.isPresent()) && (holder.isEmpty() || !holder.equals(request));
  }

  /** Whether a creation was about to take the document over, and did not come to it. */
  public boolean areClaimed() {
    return !areOurs() && all.containsKey(CLAIM);
  }

  /** Whether the tag of a document of ours is needed to find the way back; a claim is over then. */
  static boolean isMemory(String key) {
    return Tags.areOurs(key) && !key.equals(CLAIM);
  }

  /** Whether that request is the one that takes the document over. */
  boolean areClaimedBy(Optional<String> request) {
    return get(CLAIM).equals(request);
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

  /** The CloudFormation stack that owns the document, by name or else by id. */
  Optional<String> stackName() {
    return get(STACK_ID).map(id -> get(STACK_NAME).orElse(id));
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(all.get(key));
  }

  /** Number of the version that MERGE builds upon. */
  Optional<String> base() {
    return get(BASE).filter(version -> !version.equals(NOTHING));
  }

  /** Versions that were written here, as far as they are recorded. */
  Versions versions() {
    return Versions.parse(get(VERSIONS).orElse(""));
  }

  /** Names of the roles that were declared and did not exist. */
  public SortedSet<String> skippedRoleNames() {
    return Tags.words(all, SKIPPED).stream()
        .map(name -> name.replace(':', ','))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The tags that say so: their values refuse commas, role names refuse colons. */
  static SortedMap<String, String> ofSkipped(SortedSet<String> roleNames) {
    return roleNames.isEmpty()
        ? new TreeMap<>()
        : Tags.ofWords(SKIPPED, roleNames.stream().map(it -> it.replace(',', ':')).toList());
  }

  /** Those that stay whatever is declared: AWS's and the memory of versions. */
  SortedMap<String, String> kept() {
    SortedMap<String, String> kept =
        some(
            key -> !Tags.areOfUsers(key) && !SETTINGS.contains(key) && !key.equals(CLAIM),
            key -> key);
    kept.keySet().removeAll(Tags.keysOfWords(kept.keySet(), SKIPPED));
    return kept;
  }

  /** Neither AWS's nor ours. */
  SortedMap<String, String> others() {
    return some(Tags::areOfUsers, key -> key);
  }

  /** These and the given ones over them. */
  DocumentMarks with(Map<String, String> more) {
    SortedMap<String, String> tags = new TreeMap<>(all);
    tags.putAll(more);
    return new DocumentMarks(tags);
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
