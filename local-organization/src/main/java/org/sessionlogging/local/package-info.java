/**
 * Stands in for AWS Lambda on one machine, so that the jars that AWS would run are run as they are.
 * Development only: the types are found on the class path by name, never linked, and no production
 * code belongs here.
 */
package org.sessionlogging.local;
