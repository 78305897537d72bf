package org.sessionlogging.domain.settings;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One member account's side in one Region: where its sessions' logs go, under which keys, and which
 * roles may write them. Whatever can't be carried out is refused with InvalidSettings.
 *
 * @param keys as far as they are declared
 * @param sessions what is declared about sessions themselves
 */
public record MemberLogging(
    Place place,
    String documentName,
    String bucketName,
    DeclaredKeys keys,
    Optional<String> logPrefix,
    String keyPrefix,
    AccountPrefix accountPrefix,
    Preferences sessions,
    OnExistingPreferences onExistingPreferences,
    SortedSet<String> roleNames,
    OnMissingRole onMissingRole,
    HostManagement hostManagement,
    SortedMap<String, String> tags) {

  /** Name of the document that holds the preferences of its account and Region. */
  public static final String PREFERENCES_DOCUMENT = "SSM-SessionManagerRunShell";

  private static final Pattern DOCUMENT_NAME = Pattern.compile("[A-Za-z0-9_.-]{3,128}");
  private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

  /** Checks every property alone and the combinations. */
  public MemberLogging {
    roleNames = Collections.unmodifiableSortedSet(new TreeSet<>(roleNames));
    tags = Tags.checked(tags);
    checkDocumentName(documentName);
    PropertyRules.bucketName(bucketName);
    keys.check(place);
    PropertyRules.prefix("LogPrefix", logPrefix);
    PropertyRules.prefix("KeyPrefix", keyPrefix);
    if (accountPrefix == AccountPrefix.ENFORCED && !isBelow(place.account(), keyPrefix)) {
      throw new InvalidSettings(
          "KeyPrefix",
          "is not below the own account id (" + keyPrefix + ")",
          "begin it with "
              + place.account()
              + "/, or set AccountPrefix to OPTIONAL here and in Central");
    }
    roleNames.forEach(MemberLogging::checkRoleName);
    hostManagement.check(place);
  }

  /** The same, or one that leaves out roles that do not exist, whatever is declared of them. */
  public MemberLogging withMissingRolesSkipped(boolean skipped) {
    return skipped
        ? new MemberLogging(
            place,
            documentName,
            bucketName,
            keys,
            logPrefix,
            keyPrefix,
            accountPrefix,
            sessions,
            onExistingPreferences,
            roleNames,
            OnMissingRole.SKIP,
            hostManagement,
            tags)
        : this;
  }

  /** Account id and Region, so that no two Regions of an account share a prefix. */
  public static String defaultKeyPrefix(Place place) {
    return place.account() + "/" + place.region();
  }

  /** First part of every log's key, with the log prefix, without a slash at its end. */
  public String s3KeyPrefix() {
    return belowLogPrefix(keyPrefix);
  }

  /** What the preferences document is to say, with the keys that are used. */
  public Preferences preferences(MemberKeys used) {
    return sessions
        .with(PreferenceField.S3_BUCKET_NAME, bucketName)
        .with(PreferenceField.S3_KEY_PREFIX, s3KeyPrefix())
        .with(
            PreferenceField.KMS_KEY_ID,
            // An empty text, as MERGE would keep what was found.
            used.sessionKeyIn(place.region()).map(KeyArn::toString).orElse(""));
  }

  /**
   * Objects that the instances write, in whichever Region: all of the account's, where that covers
   * the prefix, or else those of Regions alike.
   */
  public String logArns() {
    String own =
        isBelow(place.account(), keyPrefix) ? place.account() : place.inRegionsAlike(keyPrefix);
    return place.bucketArn(bucketName) + "/" + belowLogPrefix(own) + "/*";
  }

  private String belowLogPrefix(String keys) {
    return logPrefix.map(prefix -> prefix + "/" + keys).orElse(keys);
  }

  private static boolean isBelow(String account, String keyPrefix) {
    return keyPrefix.equals(account) || keyPrefix.startsWith(account + "/");
  }

  private static void checkDocumentName(String name) {
    if (!DOCUMENT_NAME.matcher(name).matches()) {
      throw new InvalidSettings(
          "DocumentName",
          "is not the name of a document (" + name + ")",
          "give 3 to 128 letters, digits and _.-");
    }
    // Also covers AWSEC2, AWSConfigRemediation and AWSSupport (SSM API reference, CreateDocument).
    if (Stream.of("aws", "amazon", "amzn").anyMatch(name.toLowerCase(Locale.ROOT)::startsWith)) {
      throw new InvalidSettings(
          "DocumentName",
          "has a beginning that AWS reserves (" + name + ")",
          "choose a name that begins with none of aws, amazon and amzn");
    }
  }

  private static void checkRoleName(String name) {
    if (!ROLE_NAME.matcher(name).matches()) {
      throw new InvalidSettings(
          "RoleNames",
          "contains " + name,
          "give names of roles of this account, without path and without ARN");
    }
  }
}
