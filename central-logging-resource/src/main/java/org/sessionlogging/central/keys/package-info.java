/**
 * The keys of a log bucket: how each is found, made and deleted, one handle for each thing that KMS
 * keeps of it, and what our tags on it mean. Knows neither the bucket nor policies other than as
 * values, and nothing of the type above it.
 */
package org.sessionlogging.central.keys;
