package org.sessionlogging.domain.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ARN of a KMS key, never of an alias; its text form is the ARN. */
public record KeyArn(String partition, String region, String account, String keyId) {
  private static final Pattern FORM =
      Pattern.compile(
          "arn:(aws[a-z-]*):kms:("
              + PropertyRules.REGION
              + "):([0-9]{12}):key/("
              + "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})");

  /**
   * Empty when the text is anything but a key's ARN: an alias, a bare key id, another service's
   * ARN.
   */
  public static Optional<KeyArn> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new KeyArn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
        : Optional.empty();
  }

  /** The key that a property names, or InvalidSettings that shows the form wanted. */
  public static KeyArn parse(String property, String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new InvalidSettings(
                    property,
                    "is not the ARN of a KMS key (" + text + ")",
                    "give arn:<partition>:kms:<Region>:<account>:key/<id>, not an alias or a bare key id,"
                        + " which other accounts can't resolve"));
  }

  /** Whether the key has, or can have, replicas of the same id in other Regions. */
  public boolean multiRegion() {
    return keyId.startsWith("mrk-");
  }

  /** The replica in another Region; means nothing for a key that is not multi-Region. */
  public KeyArn in(String otherRegion) {
    return new KeyArn(partition, otherRegion, account, keyId);
  }

  /** ARN pattern, for policies, of the key and all of its replicas. */
  public String inEveryRegion() {
    return in("*").toString();
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":kms:" + region + ":" + account + ":key/" + keyId;
  }
}
