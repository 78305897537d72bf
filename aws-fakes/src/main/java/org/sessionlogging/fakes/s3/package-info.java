/**
 * Amazon S3 as far as buckets, their settings and what keeps them from going are concerned: the
 * buckets of all accounts share one namespace.
 */
package org.sessionlogging.fakes.s3;
