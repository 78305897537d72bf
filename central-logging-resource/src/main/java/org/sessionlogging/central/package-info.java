/**
 * SessionManager::Logging::Central: the log account's side. Here are its two doors, the type itself
 * and the mapper between the generated model and the settings; what it owns in AWS is in the
 * package {@code parts}.
 */
package org.sessionlogging.central;
