/**
 * SessionManager::Logging::Central: the log account's side. Here are its two doors, the type
 * itself, the mapper between the generated model and the settings, what the identifier alone leads
 * to, and the list of parts; what it owns in AWS is in {@code bucket} and {@code keys}, which know
 * nothing of this package.
 */
package org.sessionlogging.central;
