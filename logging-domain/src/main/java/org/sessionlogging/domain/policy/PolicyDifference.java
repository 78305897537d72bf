package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** In which statements a policy is another than the one that is wanted. */
public record PolicyDifference(PolicyDocument wanted, PolicyDocument live) {
  private static final String NAMELESS = "a statement without an id";

  /**
   * The statements by their ids, such as {@code RefusePlainHttp is missing, Mine is added}; empty
   * where both policies mean the same.
   */
  @Override
  public String toString() {
    if (wanted.equals(live)) {
      return "";
    }
    SortedSet<String> missing = ids(wanted, live);
    SortedSet<String> added = ids(live, wanted);
    SortedSet<String> changed = new TreeSet<>(missing);
    changed.retainAll(added);
    missing.removeAll(changed);
    added.removeAll(changed);
    List<String> said = new ArrayList<>();
    said.addAll(said(missing, "missing"));
    said.addAll(said(changed, "changed"));
    said.addAll(said(added, "added"));
    return said.isEmpty() ? "another Version or Id" : String.join("; ", said);
  }

  private static SortedSet<String> ids(PolicyDocument of, PolicyDocument without) {
    List<Statement> others = without.statements();
    return of.statements().stream()
        .filter(it -> !others.contains(it))
        .map(it -> it.sid().orElse(NAMELESS))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> said(SortedSet<String> ids, String what) {
    return ids.isEmpty()
        ? List.of()
        : List.of(String.join(", ", ids) + (ids.size() == 1 ? " is " : " are ") + what);
  }
}
