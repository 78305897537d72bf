/**
 * An AWS in memory for tests, what stands before it (the journal of calls, somebody else's change
 * in between), and CloudFormation's side of both doors. The services are in rooms of their own,
 * each behaviour with its source.
 */
package org.sessionlogging.fakes;
