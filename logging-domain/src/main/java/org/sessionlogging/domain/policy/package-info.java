/**
 * The policies of bucket, keys and members as pure functions of the settings, and what live ones
 * say. Policies that mean the same are equal, however AWS hands them back.
 */
package org.sessionlogging.domain.policy;
