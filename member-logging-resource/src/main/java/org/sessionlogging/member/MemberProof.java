package org.sessionlogging.member;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sessionlogging.access.AccessLook;
import org.sessionlogging.domain.json.Sha256;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Judgement;
import org.sessionlogging.domain.judgement.Reason;
import org.sessionlogging.domain.judgement.WantedAccess;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.contract.Doubt;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.contract.Patience;
import org.sessionlogging.kit.contract.Proof;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.member.document.LiveDocument;
import org.sessionlogging.member.document.SuccessMarks;
import org.sessionlogging.member.document.Successes.Success;
import org.sessionlogging.member.policy.NeededRoles;
import org.sessionlogging.member.policy.PolicyAttachments;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * VerifyAccess: that sessions in this account and Region can reach bucket and keys.
 *
 * @param model what is declared
 */
record MemberProof(
    Clients clients,
    MemberResource resource,
    MemberLogging logging,
    MemberKeys keys,
    ResourceModel model)
    implements Proof {
  private static final String NAME = "VerifyAccess";
  private static final Patience FRESH_POLICIES = Patience.of(Duration.ofMinutes(2));

  @Override
  public String name() {
    return NAME;
  }

  /** What lasts is told before what may pass. */
  @Override
  public Optional<Doubt> doubt() {
    if (!isDeclared()) {
      return Optional.empty();
    }
    List<Finding> findings = findings();
    log(findings);
    return findings.stream()
        .filter(Finding::fails)
        .min(Comparator.comparing(it -> it.reason().mayPass()))
        .map(MemberProof::doubt);
  }

  private boolean isDeclared() {
    return !Boolean.FALSE.equals(model.getVerifyAccess());
  }

  private static Doubt doubt(Finding finding) {
    return new Doubt(
        finding.reason() == Reason.DENIED
            ? HandlerErrorCode.AccessDenied
            : HandlerErrorCode.InvalidRequest,
        NAME + " " + finding.message(),
        finding.reason().mayPass() ? FRESH_POLICIES : Patience.NONE);
  }

  private List<Finding> findings() {
    WantedAccess wanted =
        new WantedAccess(
            logging.place(),
            logging.bucketName(),
            keys.bucketKey(),
            keys.sessionKeyIn(logging.place().region()),
            logging.s3KeyPrefix(),
            logging.preferences(keys));
    Optional<LiveDocument> document = resource.document().read();
    return Judgement.of(
        wanted,
        new AccessLook(
                invocation().aws(),
                clients.s3(),
                clients.kms(),
                clients.iam().apply(invocation().region()))
            .facts(
                wanted,
                document.flatMap(LiveDocument::content),
                document.flatMap(resource.document()::shown),
                roles()));
  }

  /**
   * Those of RoleNames and Default Host Management's that exist, and whether they have the policy.
   */
  private SortedMap<String, Boolean> roles() {
    PolicyAttachments attachments =
        resource.policies().named(MemberPolicy.name(logging, keys)).attachments();
    SortedSet<String> attached = attachments.all().roleNames();
    SortedSet<String> names =
        new NeededRoles(
                logging.roleNames(), resource.hosts().plan(logging.hostManagement()).roleName())
            .all();
    names.removeAll(attachments.missing(names));
    SortedMap<String, Boolean> roles = new TreeMap<>();
    names.forEach(name -> roles.put(name, attached.contains(name)));
    return roles;
  }

  /** One line for each; the next invocation says only what has changed. */
  private void log(List<Finding> findings) {
    String lines =
        findings.stream()
            .map(it -> NAME + " " + it.severity() + " " + it.message())
            .collect(Collectors.joining("\n"));
    String told = Sha256.hex(lines);
    if (!invocation().progress().noted(NAME).equals(Optional.of(told))) {
      invocation().progress().note(NAME, told);
      lines.lines().forEach(invocation().log());
    }
  }

  @Override
  public List<Part<?>> memory() {
    SuccessMarks marks = resource.successes();
    Success now = new Success(new Declaration(model).hash(), keys);
    return List.of(Part.later(marks, () -> marks.read().orElseThrow().and(now)));
  }

  private Invocation invocation() {
    return resource.invocation();
  }
}
