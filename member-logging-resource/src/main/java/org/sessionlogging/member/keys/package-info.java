/**
 * Which keys the bucket and the sessions are encrypted with, asked from AWS where it is not
 * declared. Knows nothing of the type above it, nor of documents and policies.
 */
package org.sessionlogging.member.keys;
