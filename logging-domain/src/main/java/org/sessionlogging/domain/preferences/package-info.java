/**
 * The content of session documents: what is declared put over what was found, and what a live
 * document says. What preferences there are stands in {@link
 * org.sessionlogging.domain.settings.PreferenceField}.
 */
package org.sessionlogging.domain.preferences;
