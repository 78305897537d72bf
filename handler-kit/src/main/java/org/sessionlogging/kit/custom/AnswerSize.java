package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.lambda.powertools.cloudformation.Response;

/**
 * Answers of at most 4,096 bytes, counted as they are sent: JSON in UTF-8, with all that Powertools
 * puts around them. Source: "Custom resource response objects" of the CloudFormation user guide.
 */
final class AnswerSize {
  private static final int MOST_BYTES = 4_096;

  /** Stands between what failed and what to do about it. */
  private static final String LEFT_OUT = " [...] ";

  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerSize() {}

  /** With as much of the reason as fits: the middle goes, where AWS's own words are. */
  static Response failed(CloudFormationCustomResourceEvent event, String id, String reason) {
    int[] letters = reason.codePoints().toArray();
    String fitting = reason;
    for (int left = letters.length; left > 1 && !fits(event, id, fitting, Map.of()); ) {
      left = left * 15 / 16;
      int beginning = left / 3;
      fitting =
          new String(letters, 0, beginning)
              + LEFT_OUT
              + new String(letters, letters.length - left + beginning, left - beginning);
    }
    return Response.builder()
        .status(Response.Status.FAILED)
        .physicalResourceId(id)
        .reason(fitting)
        .build();
  }

  /** Without the longest of the outputs, where not all fit; the reason names those. */
  static Response success(
      CloudFormationCustomResourceEvent event, String id, Map<String, Object> outputs) {
    Map<String, Object> fitting = new TreeMap<>(outputs);
    List<String> leftOut = new ArrayList<>();
    String reason = "Done.";
    while (!fitting.isEmpty() && !fits(event, id, reason, fitting)) {
      String longest =
          fitting.keySet().stream()
              .max(Comparator.comparingInt(name -> size(fitting.get(name))))
              .orElseThrow();
      fitting.remove(longest);
      leftOut.add(longest);
      reason = "Done. Attributes too long for an answer: " + String.join(", ", leftOut);
    }
    return Response.builder()
        .value(fitting)
        .status(Response.Status.SUCCESS)
        .physicalResourceId(id)
        .reason(reason)
        .build();
  }

  private static boolean fits(
      CloudFormationCustomResourceEvent event,
      String id,
      String reason,
      Map<String, Object> outputs) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Status", "SUCCESS");
    answer.put("Reason", reason);
    answer.put("PhysicalResourceId", id);
    answer.put("StackId", event.getStackId());
    answer.put("RequestId", event.getRequestId());
    answer.put("LogicalResourceId", event.getLogicalResourceId());
    answer.put("NoEcho", false);
    answer.put("Data", outputs);
    return size(answer) <= MOST_BYTES;
  }

  private static int size(Object value) {
    try {
      return JSON.writeValueAsBytes(value).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
