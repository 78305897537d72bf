/**
 * The session document: handles for its content and versions and for its tags, what our tags on it
 * mean, whom it is for to make and to take over, the list of all such documents, and how what was
 * found before comes back. Knows nothing of the type above it, nor of policies other than as
 * values.
 */
package org.sessionlogging.member.document;
