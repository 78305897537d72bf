package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
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
 * Then the operation fails, with what was still to come, and nothing of it is lost: all that was
 * made is found again by its identifier.
 *
 * <p>Whatever happens, it answers: a stack without an answer waits an hour.
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
  private final Answers<M> answers;
  private final Answered answered = new Answered();

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
   * @param pauseSeconds waits between two passes, and between two attempts to answer
   */
  protected CustomResourceDoor(
      HandlerContract<M, C> contract,
      Class<M> modelType,
      String schemaName,
      IntConsumer pauseSeconds) {
    super(PersistentPut.waiting(pauseSeconds));
    this.contract = contract;
    this.properties = new TemplateProperties<>(modelType, schemaName);
    this.requests = new EventRequests<>(properties);
    this.operation = new WholeOperation<>(contract, pauseSeconds);
    this.answers = new Answers<>(properties);
  }

  @Override
  protected final Response create(CloudFormationCustomResourceEvent event, Context context) {
    return answer(event, context, Answers.neverCreated(event), () -> created(event, context));
  }

  private Response created(CloudFormationCustomResourceEvent event, Context context) {
    ProgressEvent<M, C> end = operation.end(Action.CREATE, requests.declared(event), context);
    // Where nothing was made, the delete that follows must not touch what bears the wanted name.
    return end.isSuccess()
        ? answers.success(event, end.getResourceModel())
        : answers.failed(
            event,
            madeNothing(end)
                ? Answers.neverCreated(event)
                : properties.identifierOf(end.getResourceModel()),
            Action.CREATE,
            end);
  }

  /** Also where the time was over before a write that AWS has not refused. */
  private boolean madeNothing(ProgressEvent<M, C> end) {
    return end.getResourceModel() == null
        || (end.isInProgress() && !end.getCallbackContext().hasMade());
  }

  @Override
  protected final Response update(CloudFormationCustomResourceEvent event, Context context) {
    String id = event.getPhysicalResourceId();
    return answer(event, context, id, () -> updated(event, context, id));
  }

  private Response updated(CloudFormationCustomResourceEvent event, Context context, String id) {
    ResourceHandlerRequest<M> request = requests.changed(event);
    ProgressEvent<M, C> end =
        properties.identifierOf(contract.identified(request)).equals(id)
            ? operation.end(Action.UPDATE, request, context)
            : replacement(request, context);
    return end.isSuccess()
        ? answers.success(event, end.getResourceModel())
        : answers.failed(event, id, Action.UPDATE, end);
  }

  private ProgressEvent<M, C> replacement(ResourceHandlerRequest<M> request, Context context) {
    ProgressEvent<M, C> end = operation.endInTimeForDeletion(request, context);
    if (end.isSuccess() || madeNothing(end)) {
      return end;
    }
    // CloudFormation never learns the new id of a failed replacement: nobody else takes it away.
    ProgressEvent<M, C> gone = operation.end(Action.DELETE, request, context);
    return isGone(gone) ? end : answers.leftBehind(end, gone);
  }

  @Override
  protected final Response delete(CloudFormationCustomResourceEvent event, Context context) {
    String id = event.getPhysicalResourceId();
    return answer(event, context, id, () -> deleted(event, context, id));
  }

  private Response deleted(CloudFormationCustomResourceEvent event, Context context, String id) {
    if (Answers.wasNeverCreated(id)) {
      return Response.success(id);
    }
    ProgressEvent<M, C> end = operation.end(Action.DELETE, requests.identified(event), context);
    return isGone(end) ? Response.success(id) : answers.failed(event, id, Action.DELETE, end);
  }

  private static boolean isGone(ProgressEvent<?, ?> end) {
    return end.isSuccess() || end.getErrorCode() == HandlerErrorCode.NotFound;
  }

  /**
   * The answer to an event: the same however often it is delivered, and one to every fault.
   *
   * @param id the physical id where the work does not come to say it
   */
  private Response answer(
      CloudFormationCustomResourceEvent event,
      Context context,
      String id,
      Supplier<Response> work) {
    return answered
        .to(event)
        .orElseGet(
            () -> {
              Response answer;
              try {
                answer = work.get();
              } catch (Refused e) {
                answer = answers.refused(event, id, e);
              } catch (RuntimeException | Error e) {
                context.getLogger().log(e.toString());
                answer = answers.refused(event, id, Refused.fault(e));
              }
              answered.keep(event, answer);
              return answer;
            });
  }

  /** The stack will wait for its ServiceTimeout: whoever looks why finds the answer in the log. */
  @Override
  protected final void onSendFailure(
      CloudFormationCustomResourceEvent event,
      Context context,
      Response answer,
      Exception failure) {
    context
        .getLogger()
        .log("The answer did not arrive: " + failure.getMessage() + ". It was: " + answer);
  }
}
