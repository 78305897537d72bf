package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.PrincipalArns;

/** What keys are used for, and by whom. */
record KeyUses(CentralLogging logging, Members members) {
  private static final String S3_CONTEXT = "kms:EncryptionContext:aws:s3:arn";
  private static final String VIA_SERVICE = "kms:ViaService";

  /**
   * S3 calls with the object's ARN as context while S3 Bucket Keys are off; uploads in parts need
   * Decrypt too (S3 user guide, "Multipart upload API and permissions"). Who reads the logs is left
   * to IAM of the log account, unless readers are declared.
   */
  List<Statement> logs() {
    LogLocation location = LogLocation.of(logging);
    PrincipalArns readers = logging.access().readers();
    Statement ofLogAccount =
        Statement.allow("LogAccountEncryptsLogs").principal(logging.place().accountRoot());
    List<Statement> statements = new ArrayList<>();
    statements.add(
        throughS3(members.allow("MembersEncryptLogs"), location.ofCaller())
            .actions("kms:GenerateDataKey", "kms:Decrypt"));
    statements.add(
        throughS3(ofLogAccount, location.of(logging.place().account()))
            .actions(
                readers.given()
                    ? List.of("kms:GenerateDataKey", "kms:Decrypt")
                    : List.of("kms:GenerateDataKey")));
    statements.addAll(reading());
    return statements;
  }

  private List<Statement> reading() {
    PrincipalArns readers = logging.access().readers();
    PrincipalArns here = readers.of(logging.place().account());
    PrincipalArns elsewhere = readers.outside(logging.place().account());
    Statement ofLogAccount =
        Statement.allow("LogAccountReadsLogs").principal(logging.place().accountRoot());
    List<Statement> allows = new ArrayList<>();
    if (here.given() || !readers.given()) {
      allows.add(here.given() ? Callers.only(here, ofLogAccount) : ofLogAccount);
    }
    if (elsewhere.given()) {
      allows.add(members.allow("ReadersReadLogs", elsewhere));
    }
    String everything = LogLocation.of(logging).everything();
    return allows.stream().map(it -> throughS3(it, everything).actions("kms:Decrypt")).toList();
  }

  private Statement throughS3(Statement allow, String objects) {
    return allow
        .resources("*")
        .when("StringEquals", VIA_SERVICE, logging.place().s3ViaService())
        .when("StringLike", S3_CONTEXT, objects);
  }

  /**
   * The agent decrypts what the user's client generates, both with the session's context and no
   * service between: S3 would take that context from an uploader beside its own (S3 user guide,
   * "Encryption context"), and with one key for both purposes undo the confinement to the own
   * prefix. Only calls by services on somebody's behalf have kms:ViaService (KMS developer guide,
   * "kms:ViaService"), so a direct call is one without it.
   */
  List<Statement> sessions() {
    return List.of(
        session(members.allow("MembersEncryptSessions")),
        session(
            Statement.allow("LogAccountEncryptsSessions")
                .principal(logging.place().accountRoot())));
  }

  private static Statement session(Statement statement) {
    return statement
        .actions("kms:GenerateDataKey", "kms:Decrypt")
        .resources("*")
        .when("Null", "kms:EncryptionContext:aws:ssm:SessionId", "false")
        .when("Null", "kms:EncryptionContext:aws:ssm:TargetId", "false")
        .when("Null", VIA_SERVICE, "true");
  }
}
