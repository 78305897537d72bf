/** IAM as far as managed policies and the roles that they are attached to go. */
package org.sessionlogging.fakes.iam;
