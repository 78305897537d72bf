/**
 * The SSM parameter that tells other stacks of the Region the ARN of the managed policy: its
 * handle, what it should say, and how it goes. Knows nothing of the type above it, nor of documents
 * and policies other than by their names.
 */
package org.sessionlogging.member.parameter;
