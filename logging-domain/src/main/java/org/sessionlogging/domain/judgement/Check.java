package org.sessionlogging.domain.judgement;

import java.util.Locale;

/** What is looked at, in the order of reports; its text form is the name that messages have. */
public enum Check {
  /** The bucket exists, and the account of its keys owns it. */
  BUCKET,
  /** It is encrypted by default with exactly the key that the instances' policy names. */
  BUCKET_ENCRYPTION,
  /** Instances reach it, wherever their network leads. */
  BUCKET_REGION,
  /** Its key can be used at all. */
  BUCKET_KEY,
  /** Nobody uses its key but through S3. */
  BUCKET_KEY_USE,
  /** A user's client can begin an encrypted session. */
  SESSION_ENCRYPTION,
  /** An instance can go along with it. */
  SESSION_DECRYPTION,
  /** The latest and the default version of the document say what is wanted. */
  PREFERENCES,
  /** The roles have the policy. */
  ATTACHMENT,
  /** With it they may do what the agent does, whatever else there is about them. */
  ROLE_RIGHTS,
  /** The session key can be used in a Region, as far as its state tells. */
  SESSION_KEY,
  /** Nobody opens the bucket to the public. */
  PUBLIC_ACCESS,
  /** Logs belong to the log account, whoever writes them. */
  OWNERSHIP,
  /** A log outlives being deleted or overwritten. */
  VERSIONING,
  /** What is locked stays, for as long as is said. */
  OBJECT_LOCK,
  /** S3 takes no log away that is to stay. */
  LIFECYCLE,
  /** No copy of a log leaves the account. */
  REPLICATION,
  /** Access logs arrive where they are to. */
  ACCESS_LOG,
  /** The bucket's policy is what Central writes. */
  BUCKET_POLICY,
  /** The policies of the keys and of the replicas are. */
  KEY_POLICY,
  /** KMS rotates the keys. */
  KEY_ROTATION,
  /** Nobody undoes the archive but who is meant to. */
  ADMINISTRATORS,
  /** All Regions with members are known. */
  REGIONS,
  /** Sessions that have ended left their logs. */
  LOGS,
  /** A log can be uploaded as the agent does it. */
  UPLOAD,
  /** The managed nodes answer, with an agent that can write logs. */
  NODES,
  /** The roles that serve them have the policy, or may do without it what the agent does. */
  NODE_ROLES,
  /** The endpoints of their networks let sessions and logs through. */
  ENDPOINTS,
  /** The account can be looked at. */
  ACCOUNT;

  /** The last of those that VerifyAccess makes; the others are the command's. */
  static final Check LAST_OF_A_PROOF = ROLE_RIGHTS;

  /** The one whose text form this is. */
  public static Check named(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
