/**
 * The door to AWS: how calls are made, fail, and are answered page by page. Knows the SDK's core
 * and nothing of a service, of CloudFormation, or of what is logged; whatever talks to AWS goes
 * through here, the resource types as well as a command of its own.
 */
package org.sessionlogging.aws;
