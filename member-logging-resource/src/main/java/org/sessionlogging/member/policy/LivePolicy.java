package org.sessionlogging.member.policy;

import org.sessionlogging.domain.policy.PolicyDocument;

/** A policy as IAM holds it: what it grants, and what its tags say. */
public record LivePolicy(PolicyDocument text, PolicyMarks marks) {}
