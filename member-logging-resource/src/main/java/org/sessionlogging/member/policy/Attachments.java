package org.sessionlogging.member.policy;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;

/**
 * What a policy is attached to.
 *
 * @param roleNames roles, by name
 * @param others users and groups, as a reader knows them: {@code user alice}
 */
public record Attachments(SortedSet<String> roleNames, SortedSet<String> others) {

  static Attachments of(Stream<ListEntitiesForPolicyResponse> pages) {
    Attachments attachments = new Attachments(new TreeSet<>(), new TreeSet<>());
    pages.forEach(attachments::add);
    return attachments;
  }

  private void add(ListEntitiesForPolicyResponse page) {
    page.policyRoles().forEach(role -> roleNames.add(role.roleName()));
    page.policyUsers().forEach(user -> others.add("user " + user.userName()));
    page.policyGroups().forEach(group -> others.add("group " + group.groupName()));
  }

  /** Those of its roles that are chosen by name. */
  SortedSet<String> toSomeOf(Predicate<String> someRoles) {
    return roleNames.stream().filter(someRoles).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything but the chosen roles, as a reader knows it. */
  SortedSet<String> toOthersThan(Predicate<String> someRoles) {
    SortedSet<String> rest = new TreeSet<>(others);
    roleNames.stream()
        .filter(role -> !someRoles.test(role))
        .forEach(role -> rest.add("role " + role));
    return rest;
  }
}
