package org.sessionlogging.domain.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose a tag is, by its key. Tags of ours hold what can't be read back from AWS otherwise; they
 * are hidden from the Tags property and refused in its input.
 */
public final class Tags {
  /** Beginning of the keys of our own tags; names that begin with it outlive every version. */
  public static final String OURS = "session-logging:";

  private static final String OF_AWS = "aws:";

  // IAM user guide, "Tagging IAM resources"; SSM API reference, Tag.
  private static final int LONGEST_VALUE = 256;

  private Tags() {}

  /** Tags that hold what the types must remember. */
  public static boolean areOurs(String key) {
    return key.startsWith(OURS);
  }

  /** Tags that AWS itself sets; nobody else can change them. */
  public static boolean areOfAws(String key) {
    return key.startsWith(OF_AWS);
  }

  /** Neither ours nor those of AWS. */
  public static boolean areOfUsers(String key) {
    return !areOurs(key) && !areOfAws(key);
  }

  /** Words in as many tags as they need: KEY, KEY:2 and so on. */
  public static SortedMap<String, String> ofWords(String key, List<String> words) {
    SortedMap<String, String> tags = new TreeMap<>();
    String next = key;
    String open = "";
    for (String word : words) {
      if (open.length() + 1 + word.length() > LONGEST_VALUE) {
        tags.put(next, open);
        next = key + ":" + (tags.size() + 1);
        open = "";
      }
      open = open.isEmpty() ? word : open + " " + word;
    }
    tags.put(next, open);
    return tags;
  }

  /** Keys among these of the tags that hold the words of a key. */
  public static List<String> keysOfWords(Collection<String> keys, String key) {
    return keys.stream().filter(it -> it.equals(key) || it.startsWith(key + ":")).toList();
  }

  /** What {@link #ofWords} has written; nothing where it has not. */
  public static List<String> words(SortedMap<String, String> tags, String key) {
    return keysOfWords(tags.keySet(), key).stream()
        .flatMap(it -> Arrays.stream(tags.get(it).split(" ", -1)))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
