package org.sessionlogging.member.policy;

import java.util.SortedSet;

/**
 * What a policy is attached to.
 *
 * @param roleNames roles, by name
 * @param others users and groups, as a reader knows them: {@code user alice}
 */
record Attachments(SortedSet<String> roleNames, SortedSet<String> others) {}
