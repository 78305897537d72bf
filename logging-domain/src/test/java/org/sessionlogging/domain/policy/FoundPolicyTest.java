package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;

/** What of a policy a log bucket's own one replaces, and what of the way before it lets pass. */
class FoundPolicyTest {
  private static final CentralLogging CENTRAL =
      Examples.central(AccountPrefix.ENFORCED, Optional.empty());
  private static final String FORMER =
      "arn:aws:kms:eu-west-1:111111111111:key/99999999-8888-7777-6666-555555555555";

  private static List<Statement> lost(String statement) {
    PolicyDocument found = PolicyDocument.parse("{\"Statement\":[" + statement + "]}");
    PolicyDocument own = BucketPolicy.of(CENTRAL, Examples.ORGANIZATION, Examples.BUCKET_KEY);
    return new FoundPolicy(found, Examples.ORGANIZATION, own.statements()).lost();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Effect':'Allow','Principal':{'AWS':'*'},'Action':'s3:GetEncryptionConfiguration'}",
        "{'Effect':'Allow','Principal':'*','Action':['s3:PutObject','S3:putobjectACL']}",
        "{'Effect':'Allow','Principal':{'AWS':['222222222222']},'Action':'s3:AbortMultipartUpload'}",
        "{'Effect':'Deny','Principal':'*','Action':'s3:*','Condition':{'Bool':{'AWS:SecureTransport':'false'}}}",
        "{'Effect':'Deny','Principal':'*','Action':'s3:*',"
            + "'Condition':{'StringNotEquals':{'aws:PrincipalOrgID':'o-exampleorg1'}}}",
        "{'Effect':'Deny','Principal':'*','Action':'s3:PutObject','Condition':{'StringNotEquals':"
            + "{'s3:x-amz-server-side-encryption':'aws:kms','s3:x-amz-acl':'bucket-owner-full-control'}}}",
        "{'Sid':'RefuseForeignPrefix','Effect':'Deny','Principal':'*','Action':'s3:PutObject','NotResource':'x'}"
      })
  void whatOursSaysTooIsReplaced(String statement) {
    assertThat(lost(statement.replace('\'', '"'))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Effect':'Allow','Principal':{'AWS':'333333333333'},'Action':'s3:GetObject'}",
        "{'Effect':'Allow','Principal':'*','Action':'s3:*'}",
        "{'Effect':'Allow','Principal':'*','Action':['s3:PutObject','s3:ReplicateObject']}",
        "{'Effect':'Allow','Principal':{'Service':'logging.s3.amazonaws.com'},'Action':'s3:PutObject'}",
        "{'Effect':'Allow','Principal':'*','NotAction':'s3:DeleteObject'}",
        "{'Effect':'Allow','NotPrincipal':{'AWS':'1'},'Action':'s3:PutObject'}",
        "{'Effect':'Deny','Principal':'*','Action':'s3:DeleteObject*'}",
        "{'Effect':'Deny','Principal':{'AWS':'1'},'Action':'s3:*','Condition':{'Bool':{'aws:SecureTransport':'false'}}}",
        "{'Effect':'Deny','Principal':'*','Action':'s3:*',"
            + "'Condition':{'StringNotEquals':{'aws:PrincipalOrgID':['o-exampleorg1','o-someoneelse']}}}",
        "{'Effect':'Deny','Principal':'*','Action':'s3:*',"
            + "'Condition':{'StringNotEquals':{'s3:x-amz-acl':'private'}}}",
        "{'Effect':'Deny','Principal':'*','Action':'s3:PutObject','Condition':{'StringNotEquals':"
            + "{'aws:SourceVpce':'vpce-1','s3:x-amz-acl':'private'}}}"
      })
  void whatSomebodyMayRelyOnIsNot(String statement) {
    assertThat(lost(statement.replace('\'', '"'))).hasSize(1);
  }

  @Test
  void uploadsMayNameWhatTheBucketSaidBeforeItWasTakenOver() {
    assertThat(allowed(Optional.of(FORMER), "aws:kms", FORMER)).isTrue();
    assertThat(allowed(Optional.of(FORMER), "aws:kms", Examples.BUCKET_KEY.toString())).isTrue();
    assertThat(allowed(Optional.of(FORMER), "AES256", null)).isFalse();
    assertThat(allowed(Optional.of(FORMER), "aws:kms", null)).isFalse();
    assertThat(allowed(Optional.of(FORMER), null, null)).isTrue();
    assertThat(allowed(Optional.empty(), "aws:kms", FORMER)).isFalse();
    assertThat(allowed(Optional.of("AES256"), "AES256", null)).isTrue();
    assertThat(allowed(Optional.of("AES256"), "aws:kms", FORMER)).isFalse();
    assertThat(allowed(Optional.of("aws:kms"), "aws:kms", null)).isTrue();
    String id = FORMER.substring(FORMER.lastIndexOf('/') + 1);
    assertThat(allowed(Optional.of(id), "aws:kms", id)).isTrue();
    assertThat(allowed(Optional.of(id), "aws:kms", FORMER)).isTrue();
    assertThat(allowed(Optional.of("alias/logs"), "aws:kms", "alias/logs")).isTrue();
  }

  private static boolean allowed(Optional<String> former, String algorithm, String key) {
    Logs logs = new Logs(CENTRAL);
    PolicyDocument policy =
        BucketPolicy.of(
            CENTRAL, Examples.ORGANIZATION, new UploadEncryption(Examples.BUCKET_KEY, former));
    Map<String, String> keys = new HashMap<>(Map.of("aws:SecureTransport", "true"));
    keys.put(Logs.ACL, "bucket-owner-full-control");
    if (algorithm != null) {
      keys.put(Logs.SSE, algorithm);
    }
    if (key != null) {
      keys.put(Logs.KEY_ID, key);
    }
    Caller member =
        logs.callers().stream()
            .filter(it -> logs.isMember(it) && it.letByIam() && it.isOf(Logs.MEMBER))
            .findFirst()
            .orElseThrow();
    return Decision.ofBucket(policy, logs.account())
        .allows(
            new Request(
                member,
                "s3:PutObject",
                CENTRAL.bucketArn() + "/" + Logs.MEMBER + "/eu-west-1/operator-1.log",
                keys));
  }
}
