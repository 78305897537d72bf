/**
 * What a deployment would write, from what is to be declared: the domain's own functions, and no
 * AWS.
 */
package org.sessionlogging.verification.policies;
