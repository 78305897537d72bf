package org.sessionlogging.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.judgement.MemberFacts;
import org.sessionlogging.domain.judgement.NeededRight;
import org.sessionlogging.domain.judgement.RoleFacts;
import org.sessionlogging.domain.judgement.WantedAccess;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.KeyArn;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Gathers what there is to know of a member's access.
 *
 * @param s3 clients by Region
 * @param kms clients by Region
 */
public record AccessLook(
    Aws aws, Function<String, S3Client> s3, Function<String, KmsClient> kms, IamClient iam) {

  /** As a session has it (amazon-ssm-agent, agent/session/crypto). */
  private static final Map<String, String> OF_A_SESSION =
      Map.of("aws:ssm:SessionId", "verify-access", "aws:ssm:TargetId", "verify-access");

  /**
   * All of it; what the door has been told in this invocation is not asked again.
   *
   * @param latest content of the document's version that sessions use
   * @param shown content of its default version
   * @param roles names of the roles to look at, and whether they have the policy
   */
  public MemberFacts facts(
      WantedAccess wanted,
      Optional<PreferencesDocument> latest,
      Optional<PreferencesDocument> shown,
      SortedMap<String, Boolean> roles) {
    askSideBySide(wanted, roles);
    Optional<KeyLook> sessionKey = wanted.sessionKey().map(this::look);
    Answer none = new Answer(Answer.Kind.UNKNOWN, "sessions have no key");
    return new MemberFacts(
        bucket(wanted).facts(owners(wanted)),
        look(wanted.bucketKey()).state(),
        directUse(wanted),
        sessionKey.map(it -> it.generates(OF_A_SESSION)).orElse(none),
        sessionKey.map(it -> it.decrypts(OF_A_SESSION)).orElse(none),
        latest,
        shown,
        roles(wanted, roles).stream().map(Supplier::get).toList());
  }

  private void askSideBySide(WantedAccess wanted, SortedMap<String, Boolean> roles) {
    List<Supplier<Object>> questions = new ArrayList<>();
    questions.add(() -> bucket(wanted).facts(owners(wanted)));
    questions.add(() -> look(wanted.bucketKey()).state());
    questions.add(() -> directUse(wanted));
    wanted
        .sessionKey()
        .map(this::look)
        .ifPresent(
            key -> {
              questions.add(() -> key.generates(OF_A_SESSION));
              questions.add(() -> key.decrypts(OF_A_SESSION));
            });
    roles(wanted, roles).forEach(role -> questions.add(role::get));
    aws.sideBySide(questions);
  }

  private BucketLook bucket(WantedAccess wanted) {
    return new BucketLook(aws, s3.apply(wanted.bucketKey().region()), wanted.bucketName());
  }

  /** One of the keys may be given by another account than the bucket's. */
  private static Set<String> owners(WantedAccess wanted) {
    Set<String> owners = new LinkedHashSet<>();
    owners.add(wanted.bucketKey().account());
    wanted.sessionKey().ifPresent(key -> owners.add(key.account()));
    return owners;
  }

  /** With the context that S3 would give of a log, and without S3. */
  private Answer directUse(WantedAccess wanted) {
    return look(wanted.bucketKey()).decrypts(Map.of("aws:s3:arn", wanted.aLog()));
  }

  private KeyLook look(KeyArn key) {
    return new KeyLook(aws, kms.apply(key.region()), key);
  }

  private List<Supplier<RoleFacts>> roles(
      WantedAccess wanted, SortedMap<String, Boolean> attachedByName) {
    List<NeededRight> rights = NeededRight.of(wanted);
    List<Supplier<RoleFacts>> roles = new ArrayList<>();
    attachedByName.forEach(
        (name, attached) -> roles.add(() -> new RoleLook(aws, iam, name).facts(attached, rights)));
    return roles;
  }
}
