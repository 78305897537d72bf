package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.function.IntConsumer;
import org.sessionlogging.kit.contract.Clock;
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
 * <p>Its time is the function's, 15 minutes at most, of which it uses 14. AWS may need longer for
 * what a registered type waits out: a replica of a key 20 minutes, the name of a deleted bucket 45.
 * Then the operation fails and nothing of it is lost: all that was made is found again by its
 * identifier, and the operation goes on where it was once it is started again, as the message says.
 *
 * @param <M> the generated resource model
 * @param <C> the type's callback context
 */
public abstract class CustomResourceDoor<M, C extends Progress>
    extends AbstractCustomResourceHandler {

  private final HandlerContract<M, C> contract;
  private final TemplateProperties<M> properties;
  private final EventRequests<M> requests;
  private final WholeOperation<M, C> operation;

  /**
   * The door as a Lambda function opens it.
   *
   * @param schemaName name of the type's schema among the jar's resources
   */
  protected CustomResourceDoor(
      HandlerContract<M, C> contract, Class<M> modelType, String schemaName) {
    this(contract, modelType, schemaName, Clock.SYSTEM::pause);
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
    this.requests = new EventRequests<>(properties);
    this.operation = new WholeOperation<>(contract, pauseSeconds);
  }

  @Override
  protected final Response create(CloudFormationCustomResourceEvent event, Context context) {
    try {
      ProgressEvent<M, C> end = operation.end(Action.CREATE, requests.declared(event), context);
      // Where nothing was made, the delete that follows must not touch what bears the wanted name.
      return end.isSuccess()
          ? Answers.success(end.getResourceModel(), properties)
          : Answers.failed(
              madeNothing(end)
                  ? Answers.neverCreated(event)
                  : properties.identifierOf(end.getResourceModel()),
              Action.CREATE,
              end);
    } catch (Refused e) {
      return Answers.refused(Answers.neverCreated(event), e);
    }
  }

  /** Also where the time was over before a write that AWS has not refused. */
  private boolean madeNothing(ProgressEvent<M, C> end) {
    return end.getResourceModel() == null
        || (end.isInProgress() && !end.getCallbackContext().hasMade());
  }

  @Override
  protected final Response update(CloudFormationCustomResourceEvent event, Context context) {
    String id = event.getPhysicalResourceId();
    try {
      ResourceHandlerRequest<M> request = requests.changed(event);
      ProgressEvent<M, C> end =
          properties.identifierOf(contract.identified(request)).equals(id)
              ? operation.end(Action.UPDATE, request, context)
              : replacement(request, context);
      return end.isSuccess()
          ? Answers.success(end.getResourceModel(), properties)
          : Answers.failed(id, Action.UPDATE, end);
    } catch (Refused e) {
      return Answers.refused(id, e);
    }
  }

  private ProgressEvent<M, C> replacement(ResourceHandlerRequest<M> request, Context context) {
    ProgressEvent<M, C> end = operation.end(Action.CREATE, request, context);
    if (!end.isSuccess() && !madeNothing(end)) {
      // CloudFormation never learns the new id of a failed replacement, so nobody else would take
      // it away.
      operation.end(Action.DELETE, request, context);
    }
    return end;
  }

  @Override
  protected final Response delete(CloudFormationCustomResourceEvent event, Context context) {
    String id = event.getPhysicalResourceId();
    if (Answers.wasNeverCreated(id)) {
      return Response.success(id);
    }
    ProgressEvent<M, C> end = operation.end(Action.DELETE, requests.identified(event), context);
    return end.isSuccess() || end.getErrorCode() == HandlerErrorCode.NotFound
        ? Response.success(id)
        : Answers.failed(id, Action.DELETE, end);
  }
}
