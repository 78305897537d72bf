package org.sessionlogging.member.parameter;

import java.util.Optional;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * Other stacks of the Region find the policy's ARN under a name that never changes.
 *
 * @param arn of the policy of the declared settings
 */
public record PolicyArnPart(PolicyArnParameter handle, MemberLogging logging, String arn)
    implements Part<PublishedArn> {

  @Override
  public void check(Optional<PublishedArn> live) {
    if (live.filter(now -> !handle.isOurs(now)).isPresent()) {
      throw Refused.conflict(
          "The SSM parameter "
              + handle.parameterName()
              + " is not this resource's: it says something else than the ARN of one of its policies, and lacks the tag"
              + " session-logging:document = "
              + logging.documentName()
              + ", or a stack has made it. Delete it (aws ssm delete-parameter --name "
              + handle.parameterName()
              + ", or by its stack), then start the operation again; this resource makes its own.");
    }
  }

  @Override
  public PublishedArn desired(Optional<PublishedArn> live) {
    String documentName = logging.documentName();
    return live.map(now -> now.of(arn, documentName))
        .orElseGet(() -> PublishedArn.made(arn, logging.tags(), documentName));
  }
}
