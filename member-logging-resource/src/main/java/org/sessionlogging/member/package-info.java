/**
 * SessionManager::Logging::Member at its two doors: the five handlers and the Lambda function
 * behind Custom::SessionLoggingMember, and what turns the generated model into settings and back.
 * What the type owns in AWS lives in the packages below, which know nothing of this one.
 */
package org.sessionlogging.member;
