package org.sessionlogging.member.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.domain.json.Sha256;

/**
 * What one Region says of a policy: what it is to it, and which roles it has attached it to. A role
 * is remembered by 64 bits of a hash, so that 20 roles fit into one tag however long their names
 * are, and no letter of a name is one that a tag refuses.
 *
 * @param roles hashes of the roles' names; that of Default Host Management after {@link #HOST}
 */
record RegionMark(State state, SortedSet<String> roles) {

  /** What a policy is to a Region. */
  enum State {
    /** Being attached; the Region's document does not need it yet. */
    COMES,
    /** The Region's document is in force and needs it. */
    USES,
    /** The Region lets go of it. */
    LEAVES
  }

  private static final int HEX_DIGITS = 16;

  /** Before the hash of a role that Default Host Management has, whoever else names it. */
  private static final String HOST = "@";

  RegionMark {
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
  }

  static RegionMark of(State state, Collection<String> roleNames) {
    return new RegionMark(
        state,
        roleNames.stream().map(RegionMark::hash).collect(Collectors.toCollection(TreeSet::new)));
  }

  static RegionMark of(State state, Collection<String> roleNames, Optional<String> host) {
    RegionMark declared = of(state, roleNames);
    SortedSet<String> all = new TreeSet<>(declared.roles);
    host.ifPresent(role -> all.add(HOST + hash(role)));
    return new RegionMark(state, all);
  }

  /** Reads what {@link #words} has written; empty when it is nothing of the kind. */
  static Optional<RegionMark> parse(List<String> words) {
    return Arrays.stream(State.values())
        .filter(state -> !words.isEmpty() && state.name().equals(words.get(0)))
        .findFirst()
        .map(state -> new RegionMark(state, new TreeSet<>(words.subList(1, words.size()))));
  }

  /** The state, then the roles. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(state.name()));
    words.addAll(roles);
    return words;
  }

  boolean names(String roleName) {
    return declares(roleName) || isOfHosts(roleName);
  }

  /** Whether RoleNames names it. */
  boolean declares(String roleName) {
    return roles.contains(hash(roleName));
  }

  /** Whether Default Host Management has it. */
  boolean isOfHosts(String roleName) {
    return roles.contains(HOST + hash(roleName));
  }

  boolean stays() {
    return state != State.LEAVES;
  }

  RegionMark as(State other) {
    return new RegionMark(other, roles);
  }

  /** The same, with the roles of the other one as well. */
  RegionMark and(RegionMark other) {
    SortedSet<String> both = new TreeSet<>(roles);
    both.addAll(other.roles);
    return new RegionMark(state, both);
  }

  private static String hash(String roleName) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(HexFormat.of().parseHex(Sha256.hex(roleName).substring(0, HEX_DIGITS)));
  }
}
