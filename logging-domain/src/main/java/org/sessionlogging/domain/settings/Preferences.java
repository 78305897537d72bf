package org.sessionlogging.domain.settings;

/**
 * The declared preferences: where logs go and under which key, which is always declared, and how
 * sessions run.
 */
public record Preferences(
    String s3BucketName, String s3KeyPrefix, KeyArn sessionKey, SessionSettings sessions) {}
