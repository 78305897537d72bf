/**
 * Policies of AWS Organizations that keep sessions from escaping the log, as pure functions of the
 * settings. They only deny: what they let pass still needs an Allow. No type writes them; people of
 * the management account attach them.
 */
package org.sessionlogging.domain.policy.guardrails;
