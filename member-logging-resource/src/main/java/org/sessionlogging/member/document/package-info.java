/**
 * The session document: its content, which of its versions is in force, its tags, and how what was
 * found before comes back. Knows neither handlers nor the generated model, and nothing of IAM.
 */
package org.sessionlogging.member.document;
