/**
 * What the entry point of a registered type tells CloudWatch, and the handler. It knows the plugin
 * and CloudWatch, and no type: each has an entry point of its own on top of the generated one,
 * which reports through it.
 */
package org.sessionlogging.entry;
