package org.sessionlogging.member.document;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.MemberTags;
import org.sessionlogging.domain.settings.Tags;

/**
 * What the tags of a session document say. Those of ours are the memory of this type: a delete gets
 * nothing but the name, so whatever it must know stands here.
 */
public record DocumentMarks(SortedMap<String, String> all) {
  static final DocumentMarks NONE = new DocumentMarks(new TreeMap<>());

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

  /** What Default Host Management was in the Region before it was turned on here. */
  static final String FORMER_HOST_MANAGEMENT = Tags.OURS + "former-host-management";

  static final String OFF = "off";

  /** The declarations that were a success last. */
  static final String SUCCEEDED = Tags.OURS + "succeeded";

  public DocumentMarks {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
  }

  /** Whether the document is one of this type's. */
  public boolean areOurs() {
    return MemberTags.areOfMember(all);
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
  boolean sayCreated() {
    return CREATED.equals(all.get(ORIGIN));
  }

  /** Default version that was found. */
  public Optional<String> formerDefault() {
    return get(FORMER_DEFAULT);
  }

  /** Whether Default Host Management was off, and was turned on here, or was about to be. */
  public boolean sayTurnedOn() {
    return OFF.equals(all.get(FORMER_HOST_MANAGEMENT));
  }

  /** Those of the settings, which follow what is declared. */
  public SettingMarks settings() {
    return new SettingMarks(all);
  }

  /** Those of users, declared or found. */
  public UserTags users() {
    return new UserTags(all);
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

  /** Those that stay whatever is declared: AWS's and the memory of versions. */
  SortedMap<String, String> kept() {
    SortedMap<String, String> kept = new TreeMap<>(all);
    kept.keySet().removeIf(key -> Tags.areOfUsers(key) || key.equals(CLAIM));
    kept.keySet().removeAll(settings().keys());
    return kept;
  }

  /** These and the given ones over them. */
  DocumentMarks with(Map<String, String> more) {
    SortedMap<String, String> tags = new TreeMap<>(all);
    tags.putAll(more);
    return new DocumentMarks(tags);
  }
}
