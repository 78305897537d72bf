package org.sessionlogging.member.document;

import java.util.Map;
import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;

/**
 * The tag that says which declaration was proven last: an update that goes back to just that one is
 * a rollback, whether CloudFormation says so or not. Its value is a hash, empty while nothing is
 * proven.
 */
public record VerifiedMark(DocumentTags tags) implements Handle<String> {

  @Override
  public String name() {
    return "mark of what was verified";
  }

  @Override
  public Optional<String> read() {
    return tags.read()
        .flatMap(marks -> marks.get(DocumentMarks.VERIFIED))
        .or(() -> Optional.of(""));
  }

  @Override
  public Step write(String value, Optional<String> live) {
    tags.change(TagDifference.between(tagged(live.orElse("")), tagged(value)));
    return Step.DONE;
  }

  private static Map<String, String> tagged(String hash) {
    return hash.isEmpty() ? Map.of() : Map.of(DocumentMarks.VERIFIED, hash);
  }
}
