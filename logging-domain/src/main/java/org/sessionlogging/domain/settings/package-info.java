/**
 * What is declared, as values: parsed once, defaults applied, combinations checked; and, once for
 * each preference, how it is written. Whatever can't be carried out is refused with {@link
 * org.sessionlogging.domain.settings.InvalidSettings}.
 */
package org.sessionlogging.domain.settings;
