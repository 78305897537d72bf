/**
 * What is found of a member's access to its log bucket and keys, judged: facts, however they were
 * gathered, become findings with a severity, a check's name, a cause and a remedy. Whoever gathers
 * the same facts, a resource type or a command, gets the same findings. Nothing here asks AWS.
 */
package org.sessionlogging.domain.judgement;
