/**
 * Looks from a member's side at what its sessions need: the log bucket, both keys, the roles. It
 * asks and changes nothing; what the answers mean is judged by the domain. Member's VerifyAccess
 * and the command that verifies an organization look through here alike.
 */
package org.sessionlogging.access;
