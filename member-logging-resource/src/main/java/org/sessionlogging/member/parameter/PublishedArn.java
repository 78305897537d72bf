package org.sessionlogging.member.parameter;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.Tags;

/**
 * What a parameter says, and its tags. Those of others are on it from birth, where a policy may
 * demand them, and are compared with nothing later.
 */
public record PublishedArn(String value, SortedMap<String, String> tags) {
  private static final String DOCUMENT = Tags.OURS + "document";
  private static final String STACK_ID = "aws:cloudformation:stack-id";

  public PublishedArn {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /** One that is made for a document. */
  static PublishedArn made(String value, Map<String, String> usersTags, String documentName) {
    return new PublishedArn(value, new TreeMap<>(usersTags)).of(value, documentName);
  }

  /** The same, with this value, and marked as the document's. */
  PublishedArn of(String otherValue, String documentName) {
    SortedMap<String, String> marked = new TreeMap<>(tags);
    marked.put(DOCUMENT, documentName);
    return new PublishedArn(otherValue, marked);
  }

  boolean isMarkedFor(String documentName) {
    return documentName.equals(tags.get(DOCUMENT));
  }

  /** Whether a stack has made it natively. */
  boolean isOfAStack() {
    return tags.containsKey(STACK_ID);
  }
}
