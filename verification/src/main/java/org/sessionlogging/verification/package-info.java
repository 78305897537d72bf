/**
 * The command {@code session-logging}: whether the logs of an organization will arrive. It asks
 * AWS, account by account and Region by Region, and changes nothing; what the answers mean is
 * judged by the domain.
 */
package org.sessionlogging.verification;
