/**
 * What the logging of an organization is: the settings of both sides as immutable records, the
 * access policies of bucket, keys and members as pure functions (they must fit each other, so they
 * live together), the content of the preferences document, and what facts about all of it mean.
 * Everything here is a value: nothing calls AWS, waits, reads a clock or knows CloudFormation's
 * generated classes, and nothing but JSON is depended on. What is done with these values belongs to
 * the types.
 */
package org.sessionlogging.domain;
