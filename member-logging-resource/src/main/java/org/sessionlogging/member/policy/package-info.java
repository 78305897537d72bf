/**
 * The managed policy that lets instances write their logs: one that all Regions with the same
 * settings share, and its attachments. Knows neither handlers nor the generated model, and nothing
 * of SSM.
 */
package org.sessionlogging.member.policy;
