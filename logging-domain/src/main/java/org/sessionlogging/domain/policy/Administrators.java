package org.sessionlogging.domain.policy;

import java.util.List;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.LogAccess;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Wildcards;

/**
 * Who alone may delete, or loosen, what a policy guards; everybody else is refused it.
 *
 * @param property the one that names them
 * @param sid of the statement that refuses the others
 * @param always whom no list has to name: the roles that are made for these types, and where
 *     nothing else keeps it from being locked out the account's root
 */
public record Administrators(
    String property, String sid, PrincipalArns listed, List<String> always) {
  static final String REFUSE_OTHERS = "RefuseOtherAdministrators";
  static final String REFUSE_OTHERS_OF_KEYS = "RefuseOtherKeyAdministrators";

  /**
   * Those of the logs. The bucket's root needs no exception: it may read, replace and delete a
   * bucket policy that denies it (S3 API reference, PutBucketPolicy).
   */
  public static Administrators ofLogs(CentralLogging logging) {
    return new Administrators(
        LogAccess.LOG_ADMINISTRATORS,
        REFUSE_OTHERS,
        logging.access().logAdministrators(),
        List.of(logging.place().ownRoles()));
  }

  /** Those of the keys: the same as of the logs, unless others are declared. */
  public static Administrators ofKeys(CentralLogging logging) {
    List<String> always = List.of(logging.place().ownRoles(), logging.place().accountRoot());
    PrincipalArns ofKeys = logging.access().keyAdministrators();
    return ofKeys.given()
        ? new Administrators(LogAccess.KEY_ADMINISTRATORS, REFUSE_OTHERS_OF_KEYS, ofKeys, always)
        : new Administrators(
            LogAccess.LOG_ADMINISTRATORS,
            REFUSE_OTHERS,
            logging.access().logAdministrators(),
            always);
  }

  /** Whether a caller is one of them, or none are named. */
  public boolean include(String principalArn) {
    return !listed.given()
        || listed.include(principalArn)
        || Wildcards.anyMatches(always, principalArn, false);
  }

  /** The statement, where somebody is named. */
  List<Statement> refuseOthers(List<String> actions, String... resources) {
    if (!listed.given()) {
      return List.of();
    }
    // An operator of its own, so that the list reads back as declared, whatever it holds.
    return List.of(
        Callers.except(
            listed,
            Statement.deny(sid)
                .everyone()
                .actions(actions)
                .resources(resources)
                .when("StringNotLike", Callers.ARN, always)));
  }
}
