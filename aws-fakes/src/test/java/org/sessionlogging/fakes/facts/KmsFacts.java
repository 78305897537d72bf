package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.THERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.settled;

import java.util.List;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.Tag;

/** Keys, and what facts about them need. */
abstract class KmsFacts {
  static final String API = "https://docs.aws.amazon.com/kms/latest/APIReference/";
  static final String GUIDE = "https://docs.aws.amazon.com/kms/latest/developerguide/";
  static final String STATES = GUIDE + "key-state.html";

  final AwsUnderTest aws;
  final KmsClient kms;
  final KmsClient there;
  final String mark = fresh("facts-key");
  final String alias = "alias/" + mark;

  KmsFacts(AwsUnderTest aws) {
    this.aws = aws;
    this.kms = aws.kms(HERE);
    this.there = aws.kms(THERE);
  }

  String policy(String action) {
    return policy(aws.account(), action);
  }

  static String policy(String account, String action) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": %s, "Resource": "*"}]}
        """
        .formatted(account, action);
  }

  String administered() {
    return policy("[\"kms:PutKeyPolicy\", \"kms:GetKeyPolicy\"]");
  }

  static Tag tag(String key, String value) {
    return Tag.builder().tagKey(key).tagValue(value).build();
  }

  KeyMetadata create(boolean multiRegion) {
    return kms.createKey(
            it ->
                it.multiRegion(multiRegion)
                    .policy(administered())
                    .tags(tag("mark", mark), tag("of", "facts")))
        .keyMetadata();
  }

  String replicated() {
    String id = create(true).keyId();
    KeyMetadata replica =
        kms.replicateKey(
                it ->
                    it.keyId(id)
                        .replicaRegion(THERE)
                        .policy(administered())
                        .tags(tag("replica", mark)))
            .replicaKeyMetadata();
    assertThat(replica.arn()).contains(THERE);
    settled(() -> state(there, id), KeyState.ENABLED);
    return id;
  }

  static KeyState state(KmsClient client, String id) {
    return client.describeKey(it -> it.keyId(id)).keyMetadata().keyState();
  }

  static List<Tag> tags(KmsClient client, String id) {
    return client.listResourceTags(it -> it.keyId(id)).tags();
  }

  List<String> aliases(String id) {
    return kms.listAliases(it -> it.keyId(id)).aliases().stream()
        .map(AliasListEntry::aliasName)
        .toList();
  }

  void replicate(String id) {
    kms.replicateKey(it -> it.keyId(id).replicaRegion(THERE).policy(administered()));
  }
}
