/** The way to AWS: of whoever runs the command, and of the role that is assumed in each account. */
package org.sessionlogging.verification.door;
