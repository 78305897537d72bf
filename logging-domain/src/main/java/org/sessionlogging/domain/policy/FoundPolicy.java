package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.OrganizationId;

/**
 * The policy of a bucket that is to be taken over. It is replaced as a whole, so it may say nothing
 * but what the log bucket's own policy says in its way: who writes logs, and what uploads have to
 * be like. Anything else somebody relies on.
 *
 * @param organization the one whose accounts are to write
 * @param own the log bucket's policy for the key that encrypts the bucket already, in which the
 *     statements of a bucket that was a log bucket before are found again; without any, empty
 */
public record FoundPolicy(PolicyDocument found, OrganizationId organization, List<Statement> own) {
  private static final Set<String> OF_WRITERS =
      Set.of(
          "s3:abortmultipartupload",
          "s3:getencryptionconfiguration",
          "s3:putobject",
          "s3:putobjectacl",
          "s3:putobjectversionacl");
  private static final List<String> OF_UPLOADS =
      List.of("s3:x-amz-server-side-encryption", "s3:x-amz-acl", "s3:x-amz-grant-");
  private static final String TLS = "aws:securetransport";
  private static final List<String> ALL_BUT_THESE = List.of("NotAction", "NotPrincipal");

  /** The statements that would be lost. */
  public List<Statement> lost() {
    return found.statements().stream().filter(it -> !isReplaced(it)).toList();
  }

  private boolean isReplaced(Statement statement) {
    if (own.stream().anyMatch(it -> it.sid().isPresent() && it.sid().equals(statement.sid()))) {
      return true;
    }
    if (ALL_BUT_THESE.stream().anyMatch(statement.content()::has)) {
      return false;
    }
    return statement.allows() ? letsWrite(statement) : refusesWhatIsRefused(statement);
  }

  /** Writers outside the organization are the ones that lose it; a service writes no logs. */
  private static boolean letsWrite(Statement statement) {
    JsonNode principal = statement.content().path("Principal");
    boolean ofAccounts = principal.isTextual() || (principal.size() == 1 && principal.has("AWS"));
    return ofAccounts && OF_WRITERS.containsAll(lowerCase(statement.actions().stream()));
  }

  private boolean refusesWhatIsRefused(Statement statement) {
    JsonNode conditions = statement.content().path("Condition");
    SortedSet<String> keys = new TreeSet<>();
    conditions.forEach(it -> keys.addAll(lowerCase(it.properties().stream().map(k -> k.getKey()))));
    if (keys.isEmpty() || !statement.addressesEveryone()) {
      return false;
    }
    if (keys.equals(Set.of(TLS))) {
      return true;
    }
    if (keys.equals(Set.of(Members.ORGANIZATION.toLowerCase(Locale.ROOT)))) {
      // Nobody outside is granted anything.
      return statement.conditionValues(Members.ORGANIZATION).equals(Set.of(organization.text()));
    }
    return OF_WRITERS.containsAll(lowerCase(statement.actions().stream()))
        && keys.stream().allMatch(key -> OF_UPLOADS.stream().anyMatch(key::startsWith));
  }

  private static SortedSet<String> lowerCase(Stream<String> texts) {
    SortedSet<String> lower = new TreeSet<>();
    texts.forEach(it -> lower.add(it.toLowerCase(Locale.ROOT)));
    return lower;
  }
}
