package org.sessionlogging.domain.judgement;

import java.time.Instant;

/** What a list tells of a log: its key in the bucket, when it arrived, and its size. */
public record StoredLog(String key, Instant arrived, long bytes) {}
