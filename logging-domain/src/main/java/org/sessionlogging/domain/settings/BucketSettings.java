package org.sessionlogging.domain.settings;

/** The log bucket and how it keeps what is in it. */
public record BucketSettings(String name, boolean versioningEnabled) {

  /** Checks the name. */
  public BucketSettings {
    PropertyRules.bucketName(name);
  }
}
