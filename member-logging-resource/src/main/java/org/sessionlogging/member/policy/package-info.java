/**
 * The managed policy that lets instances write their logs, which all Regions with the same settings
 * share: handles for what it grants, for the roles that have it and for the policies that a Region
 * holds, and what our tags on it mean. Knows nothing of the type above it, nor of documents.
 */
package org.sessionlogging.member.policy;
