package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.SkippedRole;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.MemberTags;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;

/**
 * The roles that Member left out since they did not exist, as the document's tags remember them.
 */
record SkippedRolesLook(Visit visit) {

  List<Finding> findings() {
    return SkippedRole.judged(
        new DocumentLook(visit, MemberLogging.PREFERENCES_DOCUMENT)
            .tags()
            .then(it -> roles(MemberTags.skippedRoles(it))));
  }

  private Shown<List<SkippedRole>> roles(SortedSet<String> names) {
    return Asking.shown(
        () -> {
          SortedSet<String> attached =
              names.isEmpty() ? new TreeSet<>() : new RolesLook(visit).attached();
          return Optional.of(
              names.stream()
                  .map(it -> new SkippedRole(it, exists(it), attached.contains(it)))
                  .toList());
        });
  }

  private Shown<Boolean> exists(String name) {
    return Asking.shown(
        () ->
            visit
                .aws()
                .find(
                    visit.iam(),
                    GetRoleRequest.builder().roleName(name).build(),
                    IamClient::getRole,
                    "NoSuchEntity")
                .map(it -> true));
  }
}
