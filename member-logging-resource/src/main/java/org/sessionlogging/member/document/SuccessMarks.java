package org.sessionlogging.member.document;

import java.util.Map;
import java.util.Optional;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;

/**
 * The tags that say which declarations were a success last: an update that goes back to one is a
 * rollback, whether CloudFormation says so or not.
 */
public record SuccessMarks(DocumentTags tags) implements Handle<Successes> {

  @Override
  public String name() {
    return "marks of what succeeded";
  }

  @Override
  public Optional<Successes> read() {
    return Optional.of(
        tags.read()
            .map(marks -> Successes.parse(Tags.words(marks.all(), DocumentMarks.SUCCEEDED)))
            .orElse(Successes.NONE));
  }

  @Override
  public Step write(Successes value, Optional<Successes> live) {
    tags.change(TagDifference.between(tagged(live.orElse(Successes.NONE)), tagged(value)));
    return Step.DONE;
  }

  private static Map<String, String> tagged(Successes successes) {
    return successes.latestFirst().isEmpty()
        ? Map.of()
        : Tags.ofWords(DocumentMarks.SUCCEEDED, successes.words());
  }
}
