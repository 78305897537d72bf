package org.sessionlogging.fakes.laws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The IAM actions that calls need: iam-actions.json, which says where it has them from, and which
 * the emulated organization asks, too.
 */
public final class IamActions {
  private static final JsonNode KNOWN = known();

  private IamActions() {}

  private static JsonNode known() {
    try (InputStream file = IamActions.class.getResourceAsStream("iam-actions.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a principal that makes these calls has to be allowed. */
  public static SortedSet<String> of(Iterable<String> calls) {
    SortedSet<String> actions = new TreeSet<>();
    for (String call : calls) {
      actions.add(KNOWN.path("otherNames").path(call).asText(call.replace(' ', ':')));
      KNOWN.path("implied").path(call).forEach(it -> actions.add(it.textValue()));
    }
    return actions;
  }
}
