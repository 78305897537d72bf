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
          RolesLook look = new RolesLook(visit);
          SortedSet<String> attached = names.isEmpty() ? new TreeSet<>() : look.attached();
          return Optional.of(
              names.stream()
                  .map(
                      it ->
                          new SkippedRole(it, look.arn(it).map(arn -> true), attached.contains(it)))
                  .toList());
        });
  }
}
