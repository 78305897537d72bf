package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.lambda.powertools.cloudformation.Response;

/**
 * The answers that this instance of a function has given. Lambda delivers an asynchronous event at
 * least once, so now and then twice ("Asynchronous invocation", Lambda developer guide): a creation
 * that came again when its resource was deleted already would make it anew, and no stack would know
 * of it. What was answered is answered again, and nothing is done.
 */
final class Answered {
  private static final int MOST = 100;

  private final Map<List<String>, Response> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Response> eldest) {
          return size() > MOST;
        }
      };

  Optional<Response> to(CloudFormationCustomResourceEvent event) {
    return Optional.ofNullable(answers.get(key(event)));
  }

  void keep(CloudFormationCustomResourceEvent event, Response answer) {
    answers.put(key(event), answer);
  }

  /** Of a stack each request to one of its resources has an id of its own. */
  private static List<String> key(CloudFormationCustomResourceEvent event) {
    return List.of(
        String.valueOf(event.getStackId()),
        String.valueOf(event.getLogicalResourceId()),
        String.valueOf(event.getRequestId()));
  }
}
