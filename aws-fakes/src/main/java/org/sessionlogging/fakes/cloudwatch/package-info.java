/**
 * What handlers tell about themselves: their log, as CloudWatch Logs holds it, and their metrics.
 */
package org.sessionlogging.fakes.cloudwatch;
