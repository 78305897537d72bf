package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.kit.contract.HandlerContract;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
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

  /** Milliseconds that must be left of the function's time for one more pass. */
  private static final int ONE_PASS = 60_000;

  private final HandlerContract<M, C> contract;
  private final TemplateProperties<M> properties;
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
    this.properties = new TemplateProperties<>(modelType, schemaName);
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
    try {
      ProgressEvent<M, C> end = toTheEnd(Action.CREATE, declared(event).build(), context);
      // Where nothing was made, the delete that follows must not touch what bears the wanted name.
      return end.isSuccess()
          ? Answers.success(end.getResourceModel(), properties)
          : Answers.failed(
              end.getResourceModel() == null
                  ? Answers.neverCreated(event)
                  : properties.identifierOf(end.getResourceModel()),
              end);
    } catch (Refused e) {
      return Answers.failed(Answers.neverCreated(event), e.getMessage());
    }
  }

  @Override
  protected final Response update(CloudFormationCustomResourceEvent event, Context context) {
    String id = event.getPhysicalResourceId();
    try {
      ResourceHandlerRequest<M> request =
          declared(event)
              .previousResourceState(
                  properties.former(event.getOldResourceProperties()).orElse(null))
              .build();
      ProgressEvent<M, C> end =
          properties.identifierOf(contract.identified(request)).equals(id)
              ? toTheEnd(Action.UPDATE, request, context)
              : replacement(request, context);
      return end.isSuccess()
          ? Answers.success(end.getResourceModel(), properties)
          : Answers.failed(id, end);
    } catch (Refused e) {
      return Answers.failed(id, e.getMessage());
    }
  }

  private ProgressEvent<M, C> replacement(ResourceHandlerRequest<M> request, Context context) {
    ProgressEvent<M, C> end = toTheEnd(Action.CREATE, request, context);
    if (!end.isSuccess() && end.getResourceModel() != null) {
      // CloudFormation never learns the new id of a failed replacement, so nobody else would take
      // it away.
      toTheEnd(Action.DELETE, request, context);
    }
    return end;
  }

  @Override
  protected final Response delete(CloudFormationCustomResourceEvent event, Context context) {
    String id = event.getPhysicalResourceId();
    if (Answers.wasNeverCreated(id)) {
      return Response.success(id);
    }
    ProgressEvent<M, C> end =
        toTheEnd(Action.DELETE, inItsPlace(event, properties.identifiedBy(id)).build(), context);
    return end.isSuccess() || end.getErrorCode() == HandlerErrorCode.NotFound
        ? Response.success(id)
        : Answers.failed(id, end);
  }

  private ResourceHandlerRequest.ResourceHandlerRequestBuilder<M> declared(
      CloudFormationCustomResourceEvent event) {
    return inItsPlace(event, properties.declared(event.getResourceProperties()));
  }

  private static <M> ResourceHandlerRequest.ResourceHandlerRequestBuilder<M> inItsPlace(
      CloudFormationCustomResourceEvent event, M model) {
    // arn:partition:cloudformation:region:account:stack/name/id
    List<String> stack = List.of(event.getStackId().split(":", -1));
    return ResourceHandlerRequest.<M>builder()
        .desiredResourceState(model)
        .awsPartition(stack.get(1))
        .region(stack.get(3))
        .awsAccountId(stack.get(4))
        .clientRequestToken(event.getRequestId())
        .logicalResourceIdentifier(event.getLogicalResourceId());
  }

  private ProgressEvent<M, C> toTheEnd(
      Action action, ResourceHandlerRequest<M> request, Context context) {
    ProgressEvent<M, C> event =
        contract.handle(action, Aws.withOwnCredentials(), request, null, context.getLogger()::log);
    while (event.isInProgress() && context.getRemainingTimeInMillis() > ONE_PASS) {
      pauseSeconds.accept(event.getCallbackDelaySeconds());
      event =
          contract.handle(
              action,
              Aws.withOwnCredentials(),
              request,
              event.getCallbackContext(),
              context.getLogger()::log);
    }
    return event;
  }
}
