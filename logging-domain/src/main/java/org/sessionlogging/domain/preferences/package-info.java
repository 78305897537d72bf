/**
 * The content of session documents: each field once, what is declared put over what was found, and
 * what a live document says.
 */
package org.sessionlogging.domain.preferences;
