/** CloudFormation of an account: registered types, what stacks hold, StackSets. Nothing is run. */
package org.sessionlogging.fakes.cloudformation;
