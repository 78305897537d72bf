package org.sessionlogging.domain.settings;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may do what with the logs.
 *
 * @param organizationId the organization whose accounts write; empty for the log account's own,
 *     which has to be asked for
 * @param organizationPaths patterns of aws:PrincipalOrgPaths that narrow them down; none for all
 * @param logPrefix first part of every log's key, without slashes at its ends
 * @param readers who alone reads logs; none where IAM of the log account decides
 * @param logAdministrators who alone deletes logs and loosens what guards them; none likewise
 * @param keyAdministrators who does so with the keys; none for the same as with the logs
 */
public record LogAccess(
    Optional<OrganizationId> organizationId,
    SortedSet<String> organizationPaths,
    AccountPrefix accountPrefix,
    Optional<String> logPrefix,
    PrincipalArns readers,
    PrincipalArns logAdministrators,
    PrincipalArns keyAdministrators) {
  /** Names of the properties. */
  public static final String LOG_READERS = "LogReaderArns";

  /** Likewise. */
  public static final String LOG_ADMINISTRATORS = "LogAdministratorArns";

  /** Likewise. */
  public static final String KEY_ADMINISTRATORS = "KeyAdministratorArns";

  /** Checks every property alone, and the paths against the organization. */
  public LogAccess {
    PropertyRules.prefix("LogPrefix", logPrefix);
    organizationPaths = Collections.unmodifiableSortedSet(new TreeSet<>(organizationPaths));
    organizationPaths.forEach(PropertyRules::organizationPath);
    for (String path : organizationPaths) {
      organizationId.ifPresent(id -> id.refuseOutside(path));
    }
  }

  void check(Place place) {
    readers.refuseOutside(LOG_READERS, place.partition());
    checkAdministrators(LOG_ADMINISTRATORS, logAdministrators, place);
    checkAdministrators(KEY_ADMINISTRATORS, keyAdministrators, place);
  }

  private static void checkAdministrators(String property, PrincipalArns arns, Place place) {
    arns.refuseOutside(property, place.partition());
    arns.outside(place.account()).patterns().stream()
        .findFirst()
        .ifPresent(
            arn -> {
              throw new InvalidSettings(
                  property,
                  "contains an ARN of another account (" + arn + ")",
                  "give roles and users of the log account, "
                      + place.account()
                      + ": no other account may administer anything here");
            });
  }
}
