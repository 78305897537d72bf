package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;

/**
 * What a role that only reads finds of the sessions of one account in one Region. What KMS would do
 * it may not ask: that is asked for with the actions that do it.
 *
 * @param bucketKey whether the bucket's key is enabled, as the account sees it
 * @param sessionKey whether the session key is, in this Region
 * @param latest content of the document's version that sessions use; empty without a document
 * @param shown content of its default version, which the console shows
 * @param writers who may write where in the bucket; empty where that is not known
 * @param roles those that have the policy, and Default Host Management's
 * @param managed whether any node is managed
 */
public record SessionFacts(
    BucketFacts bucket,
    Answer bucketKey,
    Answer sessionKey,
    Shown<PreferencesDocument> latest,
    Shown<PreferencesDocument> shown,
    Optional<BucketPolicy.Scope> writers,
    Shown<List<RoleFacts>> roles,
    Shown<Boolean> managed) {}
