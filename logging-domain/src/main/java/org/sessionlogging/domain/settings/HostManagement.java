package org.sessionlogging.domain.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is declared of Default Host Management Configuration.
 *
 * @param permissionsBoundaryArn bounds the role that is made where it is turned on
 */
public record HostManagement(DefaultHostManagement mode, Optional<String> permissionsBoundaryArn) {

  /** Nothing declared. */
  public static final HostManagement DEFAULT =
      new HostManagement(DefaultHostManagement.USE_IF_ON, Optional.empty());

  private static final Pattern POLICY =
      Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]+");

  /** Checks the boundary's form. */
  public HostManagement {
    permissionsBoundaryArn
        .filter(arn -> !POLICY.matcher(arn).matches())
        .ifPresent(
            arn -> {
              throw new InvalidSettings(
                  "PermissionsBoundaryArn",
                  "is not the ARN of a managed policy (" + arn + ")",
                  "give one, such as arn:aws:iam::111122223333:policy/boundary");
            });
  }

  /** Refuses a boundary that the place can't have. */
  void check(Place place) {
    permissionsBoundaryArn
        .filter(arn -> !arn.startsWith("arn:" + place.partition() + ":"))
        .ifPresent(
            arn -> {
              throw new InvalidSettings(
                  "PermissionsBoundaryArn",
                  "is not in partition " + place.partition() + " (" + arn + ")",
                  "give a policy of that partition");
            });
  }

  /** Whether that mode is declared. */
  public boolean is(DefaultHostManagement some) {
    return mode == some;
  }
}
