/**
 * Default Host Management Configuration of a Region: the setting, which role it gives to instances,
 * and the role that is made where it is turned on, which all Regions of an account share. Knows
 * nothing of the type above it, nor of documents and what grants access to logs.
 */
package org.sessionlogging.member.hostmanagement;
