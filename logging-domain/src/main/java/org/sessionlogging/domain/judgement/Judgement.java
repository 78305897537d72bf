package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.PreferenceField;

/** From facts to findings, at least one for each check that applies. */
public final class Judgement {
  private final WantedAccess wanted;
  private final MemberFacts facts;

  private Judgement(WantedAccess wanted, MemberFacts facts) {
    this.wanted = wanted;
    this.facts = facts;
  }

  /** What the facts mean for what is wanted, in the order of {@link Check}. */
  public static List<Finding> of(WantedAccess wanted, MemberFacts facts) {
    return new Judgement(wanted, facts).findings();
  }

  private List<Finding> findings() {
    BucketJudgement bucket = new BucketJudgement(wanted, facts.bucket());
    List<Finding> findings = new ArrayList<>(bucket.findings());
    KeyJudgement keys = new KeyJudgement(wanted);
    findings.add(keys.bucketKey(facts.bucketKey()));
    findings.add(keys.bucketKeyUse(facts.bucketKeyUse()));
    wanted
        .sessionKey()
        .ifPresent(
            key -> {
              findings.add(keys.session(Check.SESSION_ENCRYPTION, key, facts.sessionEncryption()));
              findings.add(keys.session(Check.SESSION_DECRYPTION, key, facts.sessionDecryption()));
            });
    findings.add(preferences());
    facts.roles().forEach(role -> findings.addAll(RoleJudgement.of(role)));
    return findings;
  }

  /** Sessions use the latest version, the console's page shows the default one. */
  private Finding preferences() {
    List<String> different =
        Stream.concat(differences("latest", facts.latest()), differences("default", facts.shown()))
            .toList();
    return different.isEmpty()
        ? Finding.proven(Check.PREFERENCES, "both versions say what is declared")
        : Finding.failure(
            Check.PREFERENCES,
            Reason.NOT_SHOWN,
            String.join("; ", different),
            "Somebody else writes the document at the same time: find out who, then start the operation again.");
  }

  private Stream<String> differences(String version, Optional<PreferencesDocument> document) {
    String fields =
        PreferenceField.all().stream()
            .filter(field -> differs(field, document))
            .map(PreferenceField::toString)
            .collect(Collectors.joining(", "));
    return fields.isEmpty()
        ? Stream.empty()
        : Stream.of("the " + version + " version differs in " + fields);
  }

  /** What is declared empty is not said by a document. */
  private <T> boolean differs(PreferenceField<T> field, Optional<PreferencesDocument> document) {
    return wanted.preferences().get(field).isPresent()
        && !document
            .flatMap(it -> it.get(field))
            .equals(PreferencesDocument.of(wanted.preferences()).get(field));
  }
}
