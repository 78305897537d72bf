/** AWS Systems Manager as far as session documents, their versions and tags go. */
package org.sessionlogging.fakes.ssm;
