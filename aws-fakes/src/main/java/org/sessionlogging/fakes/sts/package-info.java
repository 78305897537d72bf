/** STS of the account: who calls. */
package org.sessionlogging.fakes.sts;
