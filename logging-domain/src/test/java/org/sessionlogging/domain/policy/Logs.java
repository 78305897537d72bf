package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.People;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.PrincipalArns;

/** Who asks what of one archive, and what it means in plain words where logs may lie. */
record Logs(CentralLogging logging) {
  static final String MEMBER = "222222222222";
  static final String SSE = "s3:x-amz-server-side-encryption";
  static final String KEY_ID = SSE + "-aws-kms-key-id";
  static final String CUSTOMER_KEY = SSE + "-customer-algorithm";
  static final String ACL = "s3:x-amz-acl";
  static final List<String> GRANTS =
      Stream.of("read", "write", "read-acp", "write-acp", "full-control")
          .map("s3:x-amz-grant-"::concat)
          .toList();
  private static final List<String> WITH_MANY_RULES =
      List.of(
          "s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:UpdateObjectEncryption");
  static final String VIA = "kms:ViaService";
  static final String OBJECT = "kms:EncryptionContext:aws:s3:arn";
  static final String SESSION = "kms:EncryptionContext:aws:ssm:SessionId";
  static final String TARGET = "kms:EncryptionContext:aws:ssm:TargetId";

  /** Every key that there can be, by what it is for. */
  static final List<Set<KeyPurpose>> KEYS =
      Stream.of(KeyMode.values()).flatMap(it -> it.keys().stream()).toList();

  PolicyDocument bucketPolicy() {
    return BucketPolicy.of(logging, organization(), Examples.BUCKET_KEY);
  }

  PolicyDocument keyPolicy(Set<KeyPurpose> purposes) {
    return KeyPolicies.of(purposes, logging, organization());
  }

  OrganizationId organization() {
    return logging.access().organizationId().orElseThrow();
  }

  String account() {
    return logging.place().account();
  }

  /** Whether the caller's logs may lie there: below the log prefix, and below its own account. */
  boolean mayLie(Caller caller, String objectArn) {
    String prefix = logging.access().logPrefix().map(it -> it + "/").orElse("");
    if (logging.access().accountPrefix() == AccountPrefix.OPTIONAL) {
      return objectArn.startsWith(object(prefix));
    }
    return caller
        .account()
        .filter(it -> objectArn.startsWith(object(prefix + it + "/")))
        .isPresent();
  }

  boolean isMember(Caller caller) {
    return isOfOrganization(caller) && !caller.isOf(account());
  }

  /** A member whose accounts write. */
  boolean isWriter(Caller caller) {
    return isMember(caller) && caller.isAmong(logging.access().organizationPaths());
  }

  private boolean isOfOrganization(Caller caller) {
    return caller.organization().filter(organization().text()::equals).isPresent();
  }

  /** Whether readers are declared, and the caller is none of them. */
  boolean mayNotRead(Caller caller) {
    PrincipalArns readers = logging.access().readers();
    return readers.given() && !caller.isAmong(readers);
  }

  /** A declared reader of another account of the organization. */
  boolean isReaderElsewhere(Caller caller) {
    return isMember(caller) && caller.isAmong(logging.access().readers());
  }

  /** Whether administrators of the logs are declared, and the caller is none of them. */
  boolean mayNotLoosenLogs(Caller caller) {
    return isNone(logging.access().logAdministrators(), caller);
  }

  /** The same of the keys, for which others may be declared; root stays in. */
  boolean mayNotLoosenKeys(Caller caller) {
    PrincipalArns ofKeys = logging.access().keyAdministrators();
    return isNone(ofKeys.given() ? ofKeys : logging.access().logAdministrators(), caller)
        && !(caller.isRoot() && caller.isOf(account()));
  }

  private boolean isNone(PrincipalArns administrators, Caller caller) {
    boolean excepted =
        caller.isAmong(administrators) || (caller.isMadeForTheTypes() && caller.isOf(account()));
    return administrators.given() && !excepted;
  }

  List<Caller> callers() {
    String own = organization().text();
    return List.of(
        Caller.of("member", MEMBER, own, true),
        Caller.of("member without rights", MEMBER, own, false),
        Caller.of("other member", "333333333333", own, true).in("r-ab12/ou-ab12-99999999/"),
        Caller.of("administrator of the log account", account(), own, true),
        Caller.of("log account, without rights", account(), own, false),
        Caller.of("reader", account(), own, true)
            .as("role/reading/all/reader", People.reader(logging)),
        Caller.of("reader of another account", People.ELSEWHERE, own, true)
            .as("role/auditor", People.readerElsewhere(logging))
            .in("r-ab12/"),
        Caller.of("such a reader who left", People.ELSEWHERE, "o-stranger00000", true)
            .as("role/auditor", People.readerElsewhere(logging)),
        Caller.of("log administrator", account(), own, true)
            .as("role/log-admin", People.logAdministrator(logging)),
        Caller.of("key administrator", account(), own, true)
            .as("role/key-admin", People.keyAdministrator(logging)),
        Caller.of("handler", account(), own, true).as("role/session-logging/handler", ""),
        Caller.of("root of the log account", account(), own, true).as("root", ""),
        Caller.of("another organization", "444444444444", "o-stranger00000", true),
        new Caller(
            "account without organization",
            Optional.of(MEMBER),
            Optional.empty(),
            "",
            true,
            "role/somebody",
            ""),
        Caller.unknown("anonymous, or a service"));
  }

  Stream<Request> ofBucket(int count) {
    List<List<String>> subjects = new ArrayList<>();
    for (String action : ServiceAuthorization.OBJECT_ACTIONS) {
      objects().forEach(object -> subjects.add(List.of(action, object)));
    }
    for (String action : WITH_MANY_RULES) {
      for (int times = 0; times < 3; times++) {
        objects().forEach(object -> subjects.add(List.of(action, object)));
      }
    }
    ServiceAuthorization.BUCKET_ACTIONS.forEach(
        action -> subjects.add(List.of(action, logging.bucketArn())));
    Map<String, List<String>> questions = new LinkedHashMap<>();
    String key = Examples.BUCKET_KEY.toString();
    questions.put("aws:SecureTransport", List.of("true", "true", "false"));
    questions.put(SSE, Arrays.asList("aws:kms", "aws:kms", "AES256", "aws:kms:dsse", null));
    questions.put(KEY_ID, Arrays.asList(key, Examples.SESSION_KEY.toString(), key + "0", null));
    questions.put(ACL, Arrays.asList("bucket-owner-full-control", "public-read", "private", null));
    questions.put(CUSTOMER_KEY, Arrays.asList(null, "AES256"));
    GRANTS.forEach(grant -> questions.put(grant, Arrays.asList(null, "id=x", "id=x")));
    return Requests.of(count, callers(), subjects, questions);
  }

  /** A key of the log account; its own policy calls it "*". */
  String key() {
    return Examples.SESSION_KEY
        .toString()
        .replace("arn:aws:", "arn:" + logging.place().partition() + ":");
  }

  Stream<Request> ofKey(int count) {
    String key = key();
    List<List<String>> subjects = new ArrayList<>();
    ServiceAuthorization.ADMINISTRATION_OF_KEYS.forEach(it -> subjects.add(List.of(it, key)));
    ServiceAuthorization.USES_OF_KEYS.forEach(
        it -> subjects.addAll(List.of(List.of(it, key), List.of(it, key), List.of(it, key))));
    Map<String, List<String>> questions = new LinkedHashMap<>();
    String s3 = logging.place().s3ViaService();
    List<String> objects = new ArrayList<>(objects());
    objects.addAll(objects().subList(0, 3));
    objects.add(logging.bucketArn());
    objects.add(null);
    questions.put(VIA, Arrays.asList(s3, null, null, s3.replaceFirst("[0-9]", "9"), "ssm.x"));
    questions.put(OBJECT, objects);
    questions.put(SESSION, Arrays.asList("s-1", "s-1", null));
    questions.put(TARGET, Arrays.asList("i-1", "i-1", null));
    return Requests.of(count, callers(), subjects, questions);
  }

  private List<String> objects() {
    String prefix = logging.access().logPrefix().map(it -> it + "/").orElse("");
    return Stream.of(
            prefix + MEMBER + "/eu-west-1/s-1.log",
            prefix + account() + "/eu-west-1/s-1.log",
            prefix + "333333333333/s-1.log",
            prefix + MEMBER + "3/s-1.log",
            prefix + "s-1.log",
            "other/" + MEMBER + "/s-1.log",
            "s-1.log")
        .map(this::object)
        .toList();
  }

  private String object(String key) {
    return logging.bucketArn() + "/" + key;
  }
}
