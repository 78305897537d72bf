package org.sessionlogging.member;

import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.ssm.FakeDocument;

/** Preferences that somebody saved before: three versions, of which the second is the default. */
final class Found {
  static final String TEXT =
      "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\"theirs\"}}";

  private Found() {}

  static void document(FakeAws aws, String region) {
    FakeDocument document =
        aws.ssm()
            .add(
                region,
                World.PREFERENCES,
                TEXT.replace("theirs", "1"),
                TEXT.replace("theirs", "2"),
                TEXT);
    document.defaultVersion = 2;
    document.tags.put("team", "theirs");
    document.tags.put("owner", "somebody");
  }
}
