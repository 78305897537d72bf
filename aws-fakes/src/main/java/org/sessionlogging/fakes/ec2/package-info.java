/** EC2 of one account: which Regions it may use. */
package org.sessionlogging.fakes.ec2;
