/**
 * What holds of every resource type, once: each law is a class that a type's test extends with the
 * type that it holds of. The laws know the types through {@link
 * org.sessionlogging.fakes.laws.TypeUnderTest} alone and the handler kit through the plugin's
 * interfaces.
 *
 * <p>System properties: {@code laws=whole} runs every case, otherwise a seeded sample; {@code
 * laws.record=true} writes the failing cases to {@code target/}, as lists of known ones.
 */
package org.sessionlogging.fakes.laws;
