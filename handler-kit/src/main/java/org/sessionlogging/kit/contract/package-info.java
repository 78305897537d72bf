/**
 * CloudFormation's rules for the five handlers, once for every type: what a type tells about
 * itself, one invocation, the order of create, update, delete, read and list, and the table of
 * failures.
 */
package org.sessionlogging.kit.contract;
