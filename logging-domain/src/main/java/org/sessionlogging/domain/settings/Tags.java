package org.sessionlogging.domain.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose a tag is, by its key, and what a tag may be. Tags of ours hold what can't be read back from
 * AWS otherwise; they are hidden from the Tags property and refused in its input.
 *
 * <p>The alphabet and the lengths are those that S3, KMS, IAM and SSM all take, in characters, not
 * in units of UTF-16: API references, S3 control API_control_Tag, IAM API_Tag and SSM API_Tag have
 * the same pattern, and KMS API_Tag, which has the same lengths, refers for the rest to "Tag naming
 * limits and requirements" of the user guide "Tagging AWS Resources".
 */
public final class Tags {
  /** Beginning of the keys of our own tags; names that begin with it outlive every version. */
  public static final String OURS = "session-logging:";

  private static final String OF_AWS = "aws:";

  private static final String ALPHABET = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
  private static final Pattern KEY = Pattern.compile(ALPHABET + "{1,128}");
  private static final int LONGEST_VALUE = 256;
  private static final Pattern VALUE = Pattern.compile(ALPHABET + "{0," + LONGEST_VALUE + "}");

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

  /**
   * The stack's tags and the resource's own, which win.
   *
   * @param own pairs of key and value, as declared
   * @throws InvalidSettings when two of the resource's own have one key
   */
  public static SortedMap<String, String> of(
      Map<String, String> stack, Stream<Map.Entry<String, String>> own) {
    SortedMap<String, String> declared = new TreeMap<>();
    own.forEach(
        tag -> {
          if (declared.put(tag.getKey(), tag.getValue()) != null) {
            throw refused("has the key " + tag.getKey() + " twice", "give each key one value");
          }
        });
    SortedMap<String, String> tags = new TreeMap<>(stack);
    tags.putAll(declared);
    return tags;
  }

  /**
   * The tags, unchangeable.
   *
   * @throws InvalidSettings with the key of the first that some service would refuse
   */
  static SortedMap<String, String> checked(SortedMap<String, String> tags) {
    tags.forEach(Tags::check);
    return Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /**
   * As IAM takes them, to which keys that differ in case alone are one: the last in order stays
   * ("Rules for tagging in IAM and AWS STS" of the IAM user guide; serverless/serverless#7885).
   */
  public static SortedMap<String, String> ofIam(Map<String, String> tags) {
    Map<String, String> last = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    new TreeMap<>(tags)
        .forEach(
            (key, value) -> {
              last.remove(key);
              last.put(key, value);
            });
    return new TreeMap<>(last);
  }

  private static void check(String key, String value) {
    if (isOf(OURS, key) || isReserved(key)) {
      throw refused(
          "has the key " + key,
          "choose another beginning, here and in the stack's tags; aws: is reserved by AWS, "
              + OURS
              + " by this type");
    }
    if (isReserved(value)) {
      throw refused(
          "has the value " + value + " (key " + key + ")",
          "choose another beginning; aws: is reserved by AWS, in values, too");
    }
    if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
      throw refused(
          "has a key or value that S3, KMS, IAM or SSM refuses (" + key + ": " + value + ")",
          "letters and digits of any language, spaces and _.:/=+-@ only, 1 to 128 characters in a"
              + " key, up to 256 in a value");
    }
  }

  /**
   * In capitals, too: "Tag naming limits and requirements" of "Tagging AWS Resources". In values,
   * too: "Rules for tagging in IAM and AWS STS" of the IAM user guide.
   */
  private static boolean isReserved(String text) {
    return isOf(OF_AWS, text);
  }

  private static boolean isOf(String beginning, String text) {
    return text.regionMatches(true, 0, beginning, 0, beginning.length());
  }

  private static InvalidSettings refused(String problem, String remedy) {
    return new InvalidSettings("Tags", problem, remedy);
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
