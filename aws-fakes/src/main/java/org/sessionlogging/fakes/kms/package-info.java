/** AWS KMS as far as keys, their replicas, policies, tags and aliases go. */
package org.sessionlogging.fakes.kms;
