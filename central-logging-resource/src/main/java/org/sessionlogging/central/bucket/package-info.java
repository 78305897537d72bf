/**
 * The log bucket: one handle for each thing that S3 keeps of it, what our tags on it mean, the list
 * of all such buckets, and its removal. Knows neither keys nor policies other than as values, and
 * nothing of the type above it.
 */
package org.sessionlogging.central.bucket;
