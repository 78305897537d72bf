/**
 * AWS Systems Manager as far as session documents, their versions, parameters and the tags of both
 * go.
 */
package org.sessionlogging.fakes.ssm;
