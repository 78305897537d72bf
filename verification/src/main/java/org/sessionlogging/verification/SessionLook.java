package org.sessionlogging.verification;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.access.BucketLook;
import org.sessionlogging.access.KeyLook;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.judgement.BucketFacts;
import org.sessionlogging.domain.judgement.SessionFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.WantedAccess;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;

/**
 * The sessions of one account in one Region.
 *
 * @param aws the account's door
 * @param archive the log account, and the bucket's Region
 */
record SessionLook(Aws aws, Clients clients, Place place, Place archive, String bucketName) {
  private static final String LATEST = "$LATEST";
  private static final String DEFAULT = "$DEFAULT";

  /** What is to be so here, with the prefix that the document says. */
  WantedAccess wanted(MemberKeys keys) {
    return new WantedAccess(
        place,
        bucketName,
        keys.bucketKey(),
        keys.sessionKeyIn(place.region()),
        document(LATEST)
            .value()
            .flatMap(it -> it.get(PreferenceField.S3_KEY_PREFIX))
            .orElseGet(() -> MemberLogging.defaultKeyPrefix(place)),
        Preferences.NONE);
  }

  SessionFacts facts(WantedAccess wanted, Optional<BucketPolicy.Scope> writers) {
    return new SessionFacts(
        bucket(),
        state(wanted.bucketKey()),
        wanted
            .sessionKey()
            .map(this::state)
            .orElseGet(() -> new Answer(Answer.Kind.UNKNOWN, "the session key is not known")),
        document(LATEST),
        document(DEFAULT),
        writers,
        new RolesLook(
                aws, clients.iam().apply(archive.region()), clients.ssm().apply(place.region()))
            .roles(wanted));
  }

  private BucketFacts bucket() {
    return BucketFacts.of(
        Asking.answer(
            () ->
                new BucketLook(aws, clients.s3().apply(archive.region()), bucketName)
                    .facts(List.of(archive.account()))
                    .answer()));
  }

  private Answer state(KeyArn key) {
    return Asking.answer(new KeyLook(aws, clients.kms().apply(key.region()), key)::state);
  }

  private Shown<PreferencesDocument> document(String version) {
    try {
      return Asking.shown(
          () ->
              aws.find(
                      clients.ssm().apply(place.region()),
                      GetDocumentRequest.builder()
                          .name(MemberLogging.PREFERENCES_DOCUMENT)
                          .documentVersion(version)
                          .build(),
                      SsmClient::getDocument,
                      "InvalidDocument")
                  .map(it -> PreferencesDocument.parse(it.content())));
    } catch (InvalidSettings e) {
      return Shown.unknown(e.getMessage());
    }
  }
}
