package org.sessionlogging.member.parameter;

import java.util.Optional;
import java.util.function.Consumer;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;

/** Takes the parameter away; somebody else's of the same name stays, which the log tells. */
public record ParameterRemoval(PolicyArnParameter parameter, Consumer<String> log)
    implements Removal {

  @Override
  public String name() {
    return parameter.name();
  }

  @Override
  public Step remove() {
    Optional<PublishedArn> live = parameter.read();
    if (live.filter(parameter::isOurs).isPresent()) {
      return parameter.delete() ? Step.DONE : PolicyArnParameter.untilItIsGone();
    }
    if (live.isPresent()) {
      log.accept(
          "The SSM parameter " + parameter.parameterName() + " is not this resource's and stays.");
    }
    return Step.DONE;
  }
}
