/** One round over many accounts: side by side, told while it goes, kept so that it can go on. */
package org.sessionlogging.verification.run;
