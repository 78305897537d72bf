/**
 * Desired state, part by part: what a part and its handle are, who compares and decides to write,
 * what is taken away, and what survives between two passes. Knows no door and no contract.
 */
package org.sessionlogging.kit.reconcile;
