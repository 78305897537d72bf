package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.json.Sha256;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;

/**
 * The managed policy that lets a member's instances write their logs. Its text is free of the
 * member's Region, so that all Regions with the same settings share one, and it stays below IAM's
 * 6,144 characters with the longest settings.
 */
public final class MemberPolicy {
  private static final String USE_BUCKET_KEY = "UseBucketKey";
  private static final int NAME_DIGITS = 16;

  private MemberPolicy() {}

  /** The policy of the declared member, with the keys that it uses. */
  public static PolicyDocument of(MemberLogging logging, MemberKeys keys) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        inOwnOrganization("WriteLogs").actions(Members.WRITE_LOGS).resources(logging.logArns()));
    statements.add(
        inOwnOrganization("ReadEncryption")
            .actions(Members.READ_ENCRYPTION)
            .resources(logging.place().bucketArn(logging.bucketName())));
    statements.add(useBucketKey(logging.place(), keys.bucketKey()));
    keys.sessionKey()
        .ifPresent(
            key ->
                statements.add(
                    Statement.allow("DecryptSessions")
                        .actions("kms:Decrypt")
                        .resources(key.multiRegion() ? key.inEveryRegion() : key.toString())));
    logging
        .sessions()
        .get(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME)
        .ifPresent(group -> statements.addAll(streaming(logging.place(), group)));
    return PolicyDocument.of(statements);
  }

  /**
   * Name, of 32 characters, that follows from what is granted for which document, and from nothing
   * else: to whom it is attached does not change it.
   */
  public static String name(MemberLogging logging, MemberKeys keys) {
    return name(logging.documentName(), of(logging, keys));
  }

  /**
   * The same of a live policy: one whose name is another was changed since it was made, whichever
   * version made it, or bears a name of 0.1.0's.
   */
  public static String name(String documentName, PolicyDocument text) {
    String granted =
        // The empty part was 0.1.0's roles: a policy without any keeps its name.
        String.join("\n", documentName, text.canonical(), "");
    return "session-logging-" + Sha256.hex(granted).substring(0, NAME_DIGITS);
  }

  /** IAM path under which the policies of a document are found. */
  public static String path(String documentName) {
    return "/session-logging/" + documentName + "/";
  }

  /** Name of the SSM parameter in which each Region finds the policy's ARN. */
  public static String parameterName(String documentName) {
    return path(documentName) + "policy-arn";
  }

  /** The bucket key that a live policy names; empty when it names none in the way of ours. */
  public static Optional<KeyArn> bucketKeyArn(PolicyDocument live) {
    return live.statement(USE_BUCKET_KEY)
        .map(Statement::resources)
        .filter(resources -> resources.size() == 1)
        .flatMap(resources -> KeyArn.parse(resources.get(0)));
  }

  /** Should the bucket be deleted and its name taken by a stranger, no log goes there. */
  private static Statement inOwnOrganization(String sid) {
    return Statement.allow(sid).when("StringEquals", "aws:ResourceOrgID", "${aws:PrincipalOrgID}");
  }

  /**
   * S3 calls from the bucket's Region, wherever the upload comes from; uploads in parts need
   * Decrypt.
   */
  private static Statement useBucketKey(Place place, KeyArn key) {
    return Statement.allow(USE_BUCKET_KEY)
        .actions("kms:GenerateDataKey", "kms:Decrypt")
        .resources(key.toString())
        .when("StringEquals", "kms:ViaService", place.s3ViaService(key.region()));
  }

  /**
   * Groups are named with and without the part for streams, as the actions differ in what they
   * want.
   */
  private static List<Statement> streaming(Place place, String logGroup) {
    String arn =
        "arn:"
            + place.partition()
            + ":logs:*:"
            + place.account()
            + ":log-group:"
            + place.inRegionsAlike(logGroup);
    return List.of(
        Statement.allow("StreamLogs")
            .actions("logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams")
            .resources(arn, arn + ":*"),
        Statement.allow("FindLogGroup").actions("logs:DescribeLogGroups").resources("*"));
  }
}
