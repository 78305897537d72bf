package org.sessionlogging.domain.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules that properties of both types keep; the Custom:: door brings values that no schema has
 * seen.
 */
final class PropertyRules {
  static final String REGION = "[a-z]{2,}(?:-[a-z]+)+-[0-9]+";

  private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  // S3 user guide, "General purpose bucket naming rules".
  private static final Pattern RESERVED_BUCKET_NAME =
      Pattern.compile("(?:xn--|sthree-|amzn-s3-demo-).*|.*(?:-s3alias|--ol-s3|--x-s3|--table-s3)");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*");
  private static final Pattern DOTS_ONLY = Pattern.compile("(?:.*/)?\\.{1,2}(?:/.*)?");
  private static final int LONGEST_PREFIX = 256;

  // IAM user guide, "Understand the AWS Organizations entity path"; Organizations API reference,
  // Root and OrganizationalUnit.
  private static final Pattern ORGANIZATION_PATH =
      Pattern.compile(
          "o-[a-z0-9]{10,32}/r-[0-9a-z]{4,32}/(?:ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}/)*(?:(?:ou-)?\\*)?");

  // So that ten of them fit into a bucket's policy beside the longest of all else.
  private static final int LONGEST_PATH = 240;

  private PropertyRules() {}

  static void bucketName(String name) {
    if (!BUCKET_NAME.matcher(name).matches()) {
      throw new InvalidSettings(
          "BucketName",
          "is not a bucket name (" + name + ")",
          "3 to 63 lowercase letters, digits and hyphens, the first and last no hyphen; dots break TLS");
    }
    if (RESERVED_BUCKET_NAME.matcher(name).matches()) {
      throw new InvalidSettings(
          "BucketName",
          "has a beginning or an ending that S3 reserves (" + name + ")",
          "choose another name");
    }
  }

  static void prefix(String property, Optional<String> prefix) {
    prefix.ifPresent(text -> prefix(property, text));
  }

  static void prefix(String property, String prefix) {
    if (prefix.length() > LONGEST_PREFIX
        || !PREFIX.matcher(prefix).matches()
        || DOTS_ONLY.matcher(prefix).matches()) {
      throw new InvalidSettings(
          property,
          "can't begin an object key (" + prefix + ")",
          "1 to 256 letters, digits and _.- in parts divided by single slashes, none at the ends,"
              + " no part . or ..");
    }
  }

  static void organizationPath(String path) {
    if (path.length() > LONGEST_PATH || !ORGANIZATION_PATH.matcher(path).matches()) {
      throw new InvalidSettings(
          "OrganizationPaths",
          "contains what is not a path of an organization (" + path + ")",
          "give o-<id>/r-<id>/ou-<id>/ for the accounts of a unit, with * at the end for those of the"
              + " units below it as well");
    }
  }

  static void range(String property, int value, int lowest, int highest, String unit) {
    if (value < lowest || value > highest) {
      throw new InvalidSettings(
          property, "is " + value, "give " + lowest + " to " + highest + " " + unit);
    }
  }
}
