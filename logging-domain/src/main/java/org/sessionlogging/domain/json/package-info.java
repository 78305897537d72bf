/**
 * JSON objects with their keys in a fixed order, and hashes of texts: what makes values comparable.
 */
package org.sessionlogging.domain.json;
