/**
 * How AWS behaves where the product rests on it: each behaviour once, with its source, run against
 * the fakes and against the emulator over HTTP, so that the two can't drift apart.
 */
package org.sessionlogging.fakes.facts;
