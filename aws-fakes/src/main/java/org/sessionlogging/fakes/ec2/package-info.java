/** EC2 in memory: instances and endpoints, as far as somebody looks at them. */
package org.sessionlogging.fakes.ec2;
