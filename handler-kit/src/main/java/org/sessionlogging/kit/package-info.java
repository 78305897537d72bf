/**
 * What any CloudFormation resource type needs, in three rooms: {@code reconcile} (desired state
 * part by part), {@code contract} (CloudFormation's rules) and {@code custom} (the door for
 * Lambda-backed custom resources). It knows no AWS service and no generated class; what is
 * particular to a type stands behind {@link org.sessionlogging.kit.contract.ResourceType}.
 */
package org.sessionlogging.kit;
