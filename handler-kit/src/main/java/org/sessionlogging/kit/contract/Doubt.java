package org.sessionlogging.kit.contract;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What speaks against the success of an operation.
 *
 * @param message check, cause and remedy
 * @param patience how long it may take to pass by itself
 */
public record Doubt(HandlerErrorCode code, String message, Patience patience) {}
