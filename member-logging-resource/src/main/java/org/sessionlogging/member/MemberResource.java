package org.sessionlogging.member;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.settings.DefaultHostManagement;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.member.document.DocumentMarks;
import org.sessionlogging.member.document.SessionDocument;
import org.sessionlogging.member.document.SettingMarks;
import org.sessionlogging.member.document.SuccessMarks;
import org.sessionlogging.member.document.Successes.Success;
import org.sessionlogging.member.keys.AskedKeys;
import org.sessionlogging.member.keys.KeysOnTheWayBack;
import org.sessionlogging.member.parameter.PolicyArnParameter;
import org.sessionlogging.member.policy.HeldPolicies;
import org.sessionlogging.member.policy.ManagedPolicy;
import org.sessionlogging.member.policy.MemberPolicies;

/** What is found in AWS by the identifier alone: the document, its policies and the parameter. */
record MemberResource(Clients clients, String documentName, Invocation invocation) {

  SessionDocument document() {
    return new SessionDocument(
        invocation.aws(),
        clients.ssm().apply(invocation.region()),
        documentName,
        invocation.progress());
  }

  MemberPolicies policies() {
    return new MemberPolicies(
        invocation.aws(),
        clients.iam().apply(invocation.region()),
        invocation.place(Place::new),
        documentName,
        invocation.progress());
  }

  /** The policies that bear the mark of this document in this Region. */
  HeldPolicies held() {
    return new HeldPolicies(policies(), invocation.region());
  }

  MemberHosts hosts() {
    return new MemberHosts(clients, document(), held(), invocation);
  }

  PolicyArnParameter parameter() {
    return new PolicyArnParameter(
        invocation.aws(),
        clients.ssm().apply(invocation.region()),
        invocation.place(Place::new),
        documentName);
  }

  /** What is not declared of the keys is asked for. */
  MemberKeys keys(MemberLogging logging, ResourceModel model) {
    AskedKeys asked =
        new AskedKeys(
            invocation.aws(),
            clients.s3(),
            clients.kms().apply(invocation.region()),
            invocation.progress());
    return invocation.goesBack()
        ? new KeysOnTheWayBack(asked, () -> formerKeys(logging, model), invocation.log())
            .of(logging)
        : asked.of(logging);
  }

  private Optional<MemberKeys> formerKeys(MemberLogging logging, ResourceModel model) {
    return success(model)
        .map(Success::keys)
        .or(() -> live().flatMap(it -> it.keys(logging.bucketName())));
  }

  /** As AWS holds it; empty without the document. */
  Optional<LiveMember> live() {
    return document()
        .read()
        .map(
            found ->
                new LiveMember(
                    documentName,
                    invocation.region(),
                    found,
                    document().told(found),
                    policies(),
                    held(),
                    hosts()));
  }

  /** Asks ahead what {@link #live} shows. */
  void lookAhead() {
    invocation
        .aws()
        .ahead(
            List.of(
                () -> namedPolicy().flatMap(ManagedPolicy::text),
                () -> namedPolicy().flatMap(ManagedPolicy::marks),
                () -> namedPolicy().map(it -> it.attachments().all()),
                document()::read,
                () ->
                    namedSettings()
                        .filter(it -> it.hostManagement() != DefaultHostManagement.IGNORE)
                        .map(it -> hosts().setting().now())));
  }

  private Optional<SettingMarks> namedSettings() {
    return document().tags().read().map(DocumentMarks::settings);
  }

  /** The policy that the document's tags name. */
  private Optional<ManagedPolicy> namedPolicy() {
    return namedSettings().flatMap(SettingMarks::policyName).map(policies()::named);
  }

  /** Which declarations were a success last. */
  SuccessMarks successes() {
    return new SuccessMarks(document().tags());
  }

  /** Whether that one was, and how. */
  Optional<Success> success(ResourceModel model) {
    return successes().read().flatMap(it -> it.of(new Declaration(model).hash()));
  }

  /** Whether the document's tags say that it is ours, or the policy in use does. */
  boolean isOurs() {
    return document().isOurs() || isProvenByPolicy();
  }

  /** Why the request that is carried out can neither make the document nor take it over. */
  Optional<String> taken() {
    return document()
        .claim()
        .taken(invocation.requestMark())
        .or(
            () ->
                !invocation.progress().begun() && isProvenByPolicy()
                    ? Optional.of(
                        "The document "
                            + documentName
                            + " has lost its tags, and a policy says that another resource of this type manages it. Update"
                            + " that one, or import it.")
                    : Optional.empty());
  }

  /**
   * A second proof, as tags are a fragile one: a tagging tool may have replaced the document's;
   * then the policy in use proves it.
   */
  private boolean isProvenByPolicy() {
    SessionDocument document = document();
    // A document that is gone but still shows has no tags at all.
    if (document.tags().read().isEmpty()
        || !document.life().isToStay()
        || held().inUse().isEmpty()) {
      return false;
    }
    // Tags that were read before the policy may be older than it.
    invocation.aws().forget();
    return !document.isOurs();
  }
}
