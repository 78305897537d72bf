package org.sessionlogging.domain.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Wildcards;

/**
 * What undoes the archive, as far as the policies of bucket and keys leave it to IAM of the log
 * account: of the calls that administrators alone are to make, those that are not refused.
 *
 * @param place of the archive
 * @param bucketPolicy as it is; empty where there is none, or none is known
 * @param keyPolicies of the keys that are Central's, likewise
 */
public record Undoing(
    Place place, Optional<PolicyDocument> bucketPolicy, List<PolicyDocument> keyPolicies) {

  /**
   * Of a family of actions those that do harm at once: IAM's simulator takes no wildcards (IAM API
   * reference, SimulatePrincipalPolicy, ActionNames: "names of API operations").
   */
  private static final Map<String, List<String>> OF_A_FAMILY =
      Map.of(
          "s3:DeleteBucket*", List.of("s3:DeleteBucket", "s3:DeleteBucketPolicy"),
          "s3:DeleteObject*", List.of("s3:DeleteObject", "s3:DeleteObjectVersion"),
          "s3:PutBucket*",
              List.of(
                  "s3:PutBucketAcl",
                  "s3:PutBucketObjectLockConfiguration",
                  "s3:PutBucketOwnershipControls",
                  "s3:PutBucketPolicy",
                  "s3:PutBucketPublicAccessBlock",
                  "s3:PutBucketVersioning"));

  /** All of them, each by its own name. */
  public static SortedSet<String> actions() {
    return actions(it -> true);
  }

  /**
   * Those that nothing but IAM keeps from a principal of the log account; none for whoever is meant
   * to have them.
   *
   * @param principalArn with its path
   */
  public SortedSet<String> leftToIam(String principalArn) {
    return actions(it -> !isMeant(principalArn) && !isRefused(it, principalArn));
  }

  private static SortedSet<String> actions(Predicate<String> some) {
    return Stream.concat(BucketPolicy.LOOSENING.stream(), KeyPolicies.LOOSENING.stream())
        .flatMap(it -> OF_A_FAMILY.getOrDefault(it, List.of(it)).stream())
        .filter(some)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether it is a role of these types, or a declared administrator. */
  private boolean isMeant(String principalArn) {
    return Wildcards.anyMatches(List.of(place.ownRoles()), principalArn, false)
        || Stream.concat(bucketPolicy.stream(), keyPolicies.stream())
            .anyMatch(
                it ->
                    isListed(BucketPolicy.administrators(it), principalArn)
                        || isListed(KeyPolicies.administrators(it), principalArn));
  }

  private static boolean isListed(SortedSet<String> patterns, String principalArn) {
    return new PrincipalArns(patterns).include(principalArn);
  }

  /** A key that refuses it is safe from it, the other may not be. */
  private boolean isRefused(String action, String principalArn) {
    List<PolicyDocument> deciding =
        action.startsWith("s3:") ? bucketPolicy.stream().toList() : keyPolicies;
    return !deciding.isEmpty()
        && deciding.stream()
            .allMatch(
                policy ->
                    policy.statements().stream()
                        .anyMatch(it -> Callers.isRefused(it, action, principalArn)));
  }
}
