/**
 * The second door: the same contract behind a Lambda function of a {@code Custom::} resource, where
 * everything arrives as strings and one invocation goes to the end.
 */
package org.sessionlogging.kit.custom;
