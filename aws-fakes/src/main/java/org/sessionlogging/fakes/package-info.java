/**
 * The services of AWS as Central meets them, with their state and their refusals, each with its
 * source. "facts" is this project's collection of what was read of AWS and the SSM Agent.
 */
package org.sessionlogging.fakes;
