/**
 * What any CloudFormation resource type needs: reconciliation part by part, the handler contract,
 * the one door to AWS, failures, and the door for Lambda-backed custom resources. It knows no AWS
 * service and no generated class; what is particular to a type stands behind {@link
 * org.sessionlogging.kit.ResourceType}.
 */
package org.sessionlogging.kit;
