/**
 * SessionManager::Logging::Member: one member account's side in one Region. Here are its two doors,
 * the type itself, the mapper between the generated model and the settings, what the identifier
 * alone leads to, and the list of parts; what it owns in AWS is in {@code document}, {@code policy}
 * and {@code parameter}, which know nothing of this package.
 */
package org.sessionlogging.member;
