package org.sessionlogging.central.keys;

/**
 * What a key is set to, and the key that it was read from: a write goes to that very key, without
 * looking for it again.
 */
public record KeySetting<V>(String keyId, V value) {}
