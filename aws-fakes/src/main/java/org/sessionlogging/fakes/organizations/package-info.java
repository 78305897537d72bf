/** AWS Organizations, as one of its accounts sees it. */
package org.sessionlogging.fakes.organizations;
