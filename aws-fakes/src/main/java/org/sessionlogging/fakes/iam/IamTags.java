package org.sessionlogging.fakes.iam;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags of policies and roles. */
final class IamTags {
  private static final int MOST = 50;

  private IamTags() {}

  /**
   * Alphabet and lengths: API reference, Tag; number: IAM user guide, reference_iam-quotas.html.
   * Keys that differ in case alone are one: a request with both is refused, and a key takes the
   * place of the other (IAM user guide, id_tags.html, "Rules for tagging in IAM and AWS STS";
   * serverless/serverless#7885, aws/aws-cdk#26253).
   */
  static void put(SortedMap<String, String> held, Collection<Tag> tags) {
    Map<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Tag tag : tags) {
      if (tag.key().length() > 128
          || tag.value().length() > 256
          || !(tag.key() + tag.value()).matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*")) {
        throw AwsError.of(400, "ValidationError", "Tag " + tag + " is not valid.");
      }
      if (added.put(tag.key(), tag.value()) != null) {
        throw AwsError.of(
            400,
            "InvalidInput",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    keys.addAll(held.keySet());
    keys.addAll(added.keySet());
    if (keys.size() > MOST) {
      throw AwsError.of(409, "LimitExceeded", "A resource has at most 50 tags.");
    }
    held.keySet().removeIf(added::containsKey);
    held.putAll(added);
  }
}
