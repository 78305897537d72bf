package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sessionlogging.domain.settings.Place;

/**
 * A question for IAM's policy simulator: what the agent does with an instance's role.
 *
 * @param resource the one that it is about: of several the simulator tells one decision or several,
 *     as it changed (IAM API reference, EvaluationResult)
 * @param context condition keys that the call would have
 */
public record NeededRight(String action, String resource, Map<String, String> context) {

  /**
   * Stands for the organization, whose id no member needs to know: our policy asks that the bucket
   * is in the caller's own, whichever that is.
   */
  private static final String ORGANIZATION = "o-verifyaccess";

  static final String MANAGED = "ssm:UpdateInstanceInformation";

  public NeededRight {
    context = Map.copyOf(context);
  }

  /**
   * That it may be managed at all, for which an instance's own role has to allow this (Systems
   * Manager user guide, "Managing EC2 instances automatically with Default Host Management
   * Configuration").
   */
  public static NeededRight toBeManaged(Place place, String instanceId) {
    return new NeededRight(MANAGED, place.instanceArn(instanceId), Map.of());
  }

  /** All of them. */
  public static List<NeededRight> of(WantedAccess wanted) {
    Map<String, String> inOwnOrganization =
        Map.of("aws:PrincipalOrgID", ORGANIZATION, "aws:ResourceOrgID", ORGANIZATION);
    List<NeededRight> rights = new ArrayList<>();
    rights.add(
        new NeededRight(
            "s3:GetEncryptionConfiguration",
            wanted.place().bucketArn(wanted.bucketName()),
            inOwnOrganization));
    rights.add(new NeededRight("s3:PutObject", wanted.aLog(), inOwnOrganization));
    rights.add(
        new NeededRight(
            "kms:GenerateDataKey",
            wanted.bucketKey().toString(),
            Map.of("kms:ViaService", wanted.place().s3ViaService(wanted.bucketKey().region()))));
    wanted
        .sessionKey()
        .ifPresent(key -> rights.add(new NeededRight("kms:Decrypt", key.toString(), Map.of())));
    return rights;
  }
}
