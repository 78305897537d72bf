package org.sessionlogging.member;

import java.util.List;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.ssm.FakeDocument;

/** What somebody changes by hand, so that an update needs all that it can do. */
final class Drifted {
  private Drifted() {}

  static void all(FakeAws aws, String documentName) {
    FakeDocument document = aws.ssm().in(World.HERE).get(documentName);
    document.write(Found.TEXT.replace("theirs", "by-hand"));
    document.tags.remove("team");
    document.tags.put("by", "hand");
    aws.ssm().parameter(World.HERE, MemberPolicy.parameterName(documentName)).value = "by hand";
    policy(aws);
  }

  /** Edited until it has no room for another version, detached, its roles forgotten. */
  static void policy(FakeAws aws) {
    FakePolicy policy = aws.iam().policies.get(aws.iam().policies.firstKey());
    List.of(1, 2, 3, 4).forEach(i -> policy.write("{\"Statement\":[]}"));
    policy.tags.remove("session-logging:roles.0");
    aws.iam().roles.get(aws.iam().rolesOf(policy.arn).get(0)).policies.clear();
  }
}
