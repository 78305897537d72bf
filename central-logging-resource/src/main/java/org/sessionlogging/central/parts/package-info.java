/**
 * What Central owns in AWS, one class per setting: it reads it, says what it should be, and puts
 * it. Nothing here knows a handler or the generated model, and nothing decides whether to write:
 * the reconciler does.
 */
package org.sessionlogging.central.parts;
