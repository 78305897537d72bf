package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.access.BucketLook;
import org.sessionlogging.access.KeyLook;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.judgement.BucketFacts;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.SessionFacts;
import org.sessionlogging.domain.judgement.SessionJudgement;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.WantedAccess;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;

/** The sessions of one account in one Region: what the document, bucket, keys and roles say. */
record SessionLook(Visit visit) {

  List<Finding> findings() {
    WantedAccess wanted = wanted();
    return SessionJudgement.of(wanted, facts(wanted));
  }

  /**
   * What is to be so here, with the prefix that the document says, and without a key as it says.
   */
  WantedAccess wanted() {
    Optional<PreferencesDocument> latest = document(DocumentLook.LATEST).value();
    WantedAccess wanted =
        visit.wanted(
            latest
                .flatMap(it -> it.get(PreferenceField.S3_KEY_PREFIX))
                .orElseGet(() -> MemberLogging.defaultKeyPrefix(visit.place())));
    boolean keyless =
        latest.filter(it -> it.get(PreferenceField.KMS_KEY_ID).orElse("").isEmpty()).isPresent();
    return keyless ? wanted.withoutSessionKey() : wanted;
  }

  private SessionFacts facts(WantedAccess wanted) {
    return new SessionFacts(
        bucket(),
        state(wanted.bucketKey()),
        wanted
            .sessionKey()
            .map(this::state)
            .orElseGet(() -> new Answer(Answer.Kind.UNKNOWN, "the session key is not known")),
        document(DocumentLook.LATEST),
        document(DocumentLook.DEFAULT),
        visit.log().writers(),
        new RolesLook(visit).roles(wanted),
        new NodesLook(visit).nodes().map(it -> !it.isEmpty()));
  }

  private BucketFacts bucket() {
    Place archive = visit.log().place();
    return BucketFacts.of(
        Asking.answer(
            () ->
                new BucketLook(
                        visit.aws(),
                        visit.clients().s3().apply(archive.region()),
                        visit.log().bucketName())
                    .facts(List.of(archive.account()))
                    .answer()));
  }

  private Answer state(KeyArn key) {
    return Asking.answer(
        new KeyLook(visit.aws(), visit.clients().kms().apply(key.region()), key)::state);
  }

  private Shown<PreferencesDocument> document(String version) {
    return new DocumentLook(visit, MemberLogging.PREFERENCES_DOCUMENT).content(version);
  }
}
