/** A verdict, and its forms for people and programs. */
package org.sessionlogging.verification.report;
