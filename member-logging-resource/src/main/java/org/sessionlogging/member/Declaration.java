package org.sessionlogging.member;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.json.Sha256;

/** What a template says, to be recognized when it says so again. */
record Declaration(ResourceModel model) {
  private static final int HASH_DIGITS = 32;

  private static final ObjectMapper DECLARED =
      JsonMapper.builder()
          .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
          .build();

  /**
   * The same for the same declaration, whatever its order; what AWS answered is no part of it, nor
   * is what is not declared: a later version of the type has more properties.
   */
  String hash() {
    ResourceModel declared =
        model.toBuilder()
            .roleNames(orNull(model.getRoleNames(), TreeSet::new))
            .tags(orNull(model.getTags(), Declaration::byKey))
            .policyArn(null)
            .defaultHostManagementRoleArn(null)
            .skippedRoleNames(null)
            .documentVersion(null)
            .previousDocumentVersion(null)
            .build();
    return Sha256.hex(Json.sorted(DECLARED.valueToTree(declared), List.of()).toString())
        .substring(0, HASH_DIGITS);
  }

  private static <T> Set<T> orNull(Set<T> some, UnaryOperator<Set<T>> sorted) {
    return some == null || some.isEmpty() ? null : sorted.apply(some);
  }

  private static Set<Tag> byKey(Set<Tag> tags) {
    return tags.stream()
        .sorted(Comparator.comparing(Tag::getKey))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
