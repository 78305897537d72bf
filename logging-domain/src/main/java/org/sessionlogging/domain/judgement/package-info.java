/**
 * What is found of a member's access to its log bucket and keys, judged: facts, however they were
 * gathered, become findings with a severity, a check's name, a cause and a remedy. Whoever gathers
 * the same facts, a resource type or a command, gets the same findings. Nothing here asks AWS.
 *
 * <p>{@code ...Facts} are records of one source, {@code ...Judgement} says what they mean. Of one
 * member when it is deployed: {@link Judgement} of {@link MemberFacts}. Of the log account: {@link
 * LogAccountJudgement}, which leaves encryption, policies, retention, copies and keys to one each,
 * and {@link UndoersJudgement}. Of an account in a Region: {@link SessionJudgement} (bucket, keys,
 * preferences, roles), {@link DeploymentJudgement}, {@link SkippedRole}, {@link OtherDocument},
 * {@link NodeJudgement}, {@link NetworkJudgement}, {@link LogJudgement} and, of one session, {@link
 * SessionTrace}, {@link UploadJudgement}. {@link Shown} and {@link Answer} keep apart what is
 * absent, denied and unknown.
 */
package org.sessionlogging.domain.judgement;
