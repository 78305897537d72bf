package org.sessionlogging.kit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.json.JSONObject;
import org.json.JSONTokener;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.cloudformation.resource.Validator;
import software.amazon.cloudformation.resource.exceptions.ValidationException;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/**
 * The second door to a type: a Lambda function behind a {@code Custom::} resource. It carries the
 * same contract out to its end within one invocation and answers to the event's ResponseURL.
 *
 * <p>Source: "Custom resource request and response reference" of the CloudFormation user guide: all
 * properties arrive as strings, a changed physical id means replacement, and a failed create is
 * followed by a delete of the id that the failure named.
 *
 * @param <M> the generated resource model
 * @param <C> the type's callback context
 */
public abstract class CustomResourceDoor<M, C extends Progress>
    extends AbstractCustomResourceHandler {

  /** The physical id of what was refused before anything was made; its delete deletes nothing. */
  private static final String NEVER_CREATED = "never-created-";

  private static final Set<String> NOT_OURS = Set.of("ServiceToken", "ServiceTimeout");

  /** Milliseconds that must be left of the function's time for one more pass. */
  private static final int ONE_PASS = 60_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
          .build();

  private final HandlerContract<M, C> contract;
  private final Class<M> modelType;
  private final JSONObject schema;
  private final IntConsumer pauseSeconds;

  /**
   * The door as a Lambda function opens it.
   *
   * @param schemaName name of the type's schema among the jar's resources
   */
  protected CustomResourceDoor(
      HandlerContract<M, C> contract, Class<M> modelType, String schemaName) {
    this(contract, modelType, schemaName, CustomResourceDoor::sleep);
  }

  /**
   * @param schemaName name of the type's schema among the jar's resources
   * @param pauseSeconds waits between two passes
   */
  protected CustomResourceDoor(
      HandlerContract<M, C> contract,
      Class<M> modelType,
      String schemaName,
      IntConsumer pauseSeconds) {
    this.contract = contract;
    this.modelType = modelType;
    this.schema =
        new JSONObject(new JSONTokener(modelType.getClassLoader().getResourceAsStream(schemaName)));
    this.pauseSeconds = pauseSeconds;
  }

  private static void sleep(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected final Response create(CloudFormationCustomResourceEvent event, Context context) {
    return answer(Action.CREATE, event, context);
  }

  @Override
  protected final Response update(CloudFormationCustomResourceEvent event, Context context) {
    return answer(Action.UPDATE, event, context);
  }

  @Override
  protected final Response delete(CloudFormationCustomResourceEvent event, Context context) {
    return event.getPhysicalResourceId().startsWith(NEVER_CREATED)
        ? Response.success(event.getPhysicalResourceId())
        : answer(Action.DELETE, event, context);
  }

  private Response answer(Action action, CloudFormationCustomResourceEvent event, Context context) {
    try {
      ResourceHandlerRequest<M> request = request(action, event);
      boolean replacement =
          action == Action.UPDATE
              && !identifierOf(contract.identified(request)).equals(event.getPhysicalResourceId());
      ProgressEvent<M, C> end = toTheEnd(replacement ? Action.CREATE : action, request, context);
      if (replacement && !end.isSuccess() && end.getResourceModel() != null) {
        // CloudFormation never learns the new id of a failed replacement, so nobody else would take
        // it away.
        toTheEnd(Action.DELETE, request, context);
      }
      return end.isSuccess()
              || (action == Action.DELETE && end.getErrorCode() == HandlerErrorCode.NotFound)
          ? success(action, event, end)
          : failure(action, event, end);
    } catch (ValidationException e) {
      return refused(event, "Properties: " + everyReason(e));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return refused(event, "Properties: " + e.getMessage());
    }
  }

  private ResourceHandlerRequest<M> request(Action action, CloudFormationCustomResourceEvent event)
      throws JsonProcessingException {
    Map<String, Object> desired = new HashMap<>(event.getResourceProperties());
    if (action == Action.DELETE) {
      desired.put(identifierName(), event.getPhysicalResourceId());
    }
    M model = model(desired);
    if (action != Action.DELETE) {
      new Validator().validateObject(new JSONObject(JSON.writeValueAsString(model)), schema);
    }
    // arn:partition:cloudformation:region:account:stack/name/id
    List<String> stack = List.of(event.getStackId().split(":", -1));
    return ResourceHandlerRequest.<M>builder()
        .desiredResourceState(model)
        .previousResourceState(
            action == Action.UPDATE ? model(event.getOldResourceProperties()) : null)
        .awsPartition(stack.get(1))
        .region(stack.get(3))
        .awsAccountId(stack.get(4))
        .logicalResourceIdentifier(event.getLogicalResourceId())
        .build();
  }

  private M model(Map<String, Object> properties) {
    Map<String, Object> ours = new HashMap<>(properties);
    ours.keySet().removeAll(NOT_OURS);
    return JSON.convertValue(ours, modelType);
  }

  private ProgressEvent<M, C> toTheEnd(
      Action action, ResourceHandlerRequest<M> request, Context context) {
    Aws aws = Aws.withOwnCredentials();
    ProgressEvent<M, C> event =
        contract.handle(action, aws, request, null, context.getLogger()::log);
    while (event.isInProgress() && context.getRemainingTimeInMillis() > ONE_PASS) {
      pauseSeconds.accept(event.getCallbackDelaySeconds());
      event =
          contract.handle(
              action, aws, request, event.getCallbackContext(), context.getLogger()::log);
    }
    return event;
  }

  /** The answer holds at most 4,096 bytes: the identifier and what the template can't know. */
  private Response success(
      Action action, CloudFormationCustomResourceEvent event, ProgressEvent<M, C> end) {
    if (action == Action.DELETE) {
      return Response.success(event.getPhysicalResourceId());
    }
    Set<String> outputs =
        schema.getJSONArray("readOnlyProperties").toList().stream()
            .map(pointer -> nameOf((String) pointer))
            .collect(Collectors.toSet());
    outputs.add(identifierName());
    Map<String, Object> data = properties(end.getResourceModel());
    data.keySet().retainAll(outputs);
    return Response.builder()
        .value(data)
        .status(Response.Status.SUCCESS)
        .physicalResourceId(identifierOf(end.getResourceModel()))
        .build();
  }

  private Response failure(
      Action action, CloudFormationCustomResourceEvent event, ProgressEvent<M, C> end) {
    String reason =
        end.isInProgress()
            ? "The function's time is over and the work is not done: start the operation again; it goes on where it was."
            : end.getMessage() + " (HandlerErrorCode: " + end.getErrorCode() + ")";
    if (action != Action.CREATE) {
      return failed(event.getPhysicalResourceId(), reason);
    }
    return end.getResourceModel() == null
        ? refused(event, reason)
        : failed(identifierOf(end.getResourceModel()), reason);
  }

  /**
   * Nothing was made: the delete that follows a failed create must not touch what bears the wanted
   * name.
   */
  private static Response refused(CloudFormationCustomResourceEvent event, String reason) {
    String id = event.getPhysicalResourceId();
    return failed(id == null ? NEVER_CREATED + event.getRequestId() : id, reason);
  }

  private static Response failed(String physicalResourceId, String reason) {
    return Response.builder()
        .status(Response.Status.FAILED)
        .physicalResourceId(physicalResourceId)
        .reason(reason.substring(0, Math.min(reason.length(), 2_000)))
        .build();
  }

  private static String everyReason(ValidationException e) {
    return e.getCausingExceptions().isEmpty()
        ? e.getSchemaPointer() + ": " + e.getMessage()
        : e.getCausingExceptions().stream()
            .map(CustomResourceDoor::everyReason)
            .collect(Collectors.joining("; "));
  }

  private String identifierOf(M model) {
    return (String) properties(model).get(identifierName());
  }

  private String identifierName() {
    return nameOf(schema.getJSONArray("primaryIdentifier").getString(0));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> properties(M model) {
    return JSON.convertValue(model, Map.class);
  }

  private static String nameOf(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
