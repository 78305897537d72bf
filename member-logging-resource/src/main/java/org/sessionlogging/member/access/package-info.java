/**
 * Looks from the member's side at what its sessions need: the log bucket, both keys, the roles. It
 * asks and changes nothing; what the answers mean is judged by the domain.
 */
package org.sessionlogging.member.access;
