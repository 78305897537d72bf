package org.sessionlogging.verification;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What is to be verified.
 *
 * @param accounts ids; none for all of the organization, or of the unit
 * @param unit an organizational unit or root, with all below it
 * @param regions none for those of the session key, and each other one with members
 * @param roleName name, with its path, of the role that is assumed in each account but the caller's
 * @param canary name of the role, with its path, that begins an upload in each account; empty for
 *     none
 */
public record Question(
    String bucketName,
    SortedSet<String> accounts,
    Optional<String> unit,
    SortedSet<String> regions,
    String roleName,
    Optional<String> canary) {}
