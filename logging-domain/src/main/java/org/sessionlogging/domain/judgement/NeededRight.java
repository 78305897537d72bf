package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;

/**
 * A question for IAM's policy simulator: what the agent does with an instance's role.
 *
 * @param resource the one that it is about: of several the simulator tells one decision or several,
 *     as it changed (IAM API reference, EvaluationResult)
 * @param context condition keys that the call would have, beside those that nobody knows beforehand
 */
public record NeededRight(String action, String resource, Map<String, String> context) {

  /**
   * Stands for the organization, whose id no member needs to know: our policy asks that the bucket
   * is in the caller's own, whichever that is.
   */
  private static final String ORGANIZATION = "o-verifyaccess";

  static final String MANAGED = "ssm:UpdateInstanceInformation";

  private static final String EVERYTHING = "*";
  private static final String VIA_SERVICE = "kms:ViaService";

  private static final Map<String, String> IN_OWN_ORGANIZATION =
      Map.of("aws:PrincipalOrgID", ORGANIZATION, "aws:ResourceOrgID", ORGANIZATION);

  public NeededRight {
    context = Map.copyOf(context);
  }

  /**
   * That it may be managed at all, for which an instance's own role has to allow this (Systems
   * Manager user guide, "Managing EC2 instances automatically with Default Host Management
   * Configuration").
   */
  public static NeededRight toBeManaged(Place place, String instanceId) {
    return direct(MANAGED, place.instanceArn(instanceId));
  }

  /** All of them. */
  public static List<NeededRight> of(WantedAccess wanted) {
    List<NeededRight> rights = new ArrayList<>();
    rights.add(
        direct("s3:GetEncryptionConfiguration", wanted.place().bucketArn(wanted.bucketName())));
    rights.add(direct("s3:PutObject", wanted.aLog()));
    rights.add(
        throughS3(
            "kms:GenerateDataKey",
            wanted.bucketKey(),
            wanted.place().s3ViaService(wanted.bucketKey().region())));
    wanted.sessionKey().ifPresent(key -> rights.add(direct("kms:Decrypt", key.toString())));
    wanted
        .preferences()
        .get(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME)
        .map(wanted.place()::logGroupArn)
        .ifPresent(
            group -> {
              rights.add(direct("logs:DescribeLogGroups", EVERYTHING));
              rights.add(direct("logs:CreateLogStream", group));
              rights.add(direct("logs:PutLogEvents", group + ":log-stream:verify-access"));
            });
    return rights;
  }

  private static NeededRight direct(String action, String resource) {
    return new NeededRight(action, resource, IN_OWN_ORGANIZATION);
  }

  private static NeededRight throughS3(String action, KeyArn key, String s3) {
    Map<String, String> context = new TreeMap<>(IN_OWN_ORGANIZATION);
    context.put(VIA_SERVICE, s3);
    return new NeededRight(action, key.toString(), context);
  }

  /**
   * Whether such a call may have a condition key that the question is without: one that it never
   * has is rightly missing.
   */
  boolean mayHave(String key) {
    return !key.equalsIgnoreCase(VIA_SERVICE) || context.containsKey(VIA_SERVICE);
  }
}
