/**
 * Readers, one a source: each asks AWS, as somebody who only looks, and hands facts to the domain,
 * which judges them. What may not be looked at is unknown, never fine and never an error.
 */
package org.sessionlogging.verification.look;
