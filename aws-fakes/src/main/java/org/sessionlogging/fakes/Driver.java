package org.sessionlogging.fakes;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sessionlogging.aws.Aws;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.cloudformation.resource.Serializer;

/**
 * CloudFormation's side of the contract in tests: invokes again while a handler is in progress,
 * with a callback context that went through JSON, and never waits.
 */
public final class Driver<M, C> {

  /** One invocation of a handler through a way to AWS: the contract, without knowing its class. */
  public interface Handler<M, C> {
    ProgressEvent<M, C> handle(
        Action action,
        Aws.Transport transport,
        ResourceHandlerRequest<M> request,
        C context,
        Logger logger);
  }

  private static final Serializer SERIALIZER = new Serializer();

  private final Handler<M, C> handler;
  private final Aws.Transport transport;
  private final TypeReference<C> contextType;
  private final ResourceHandlerRequest<M> template;
  private final List<String> log = new ArrayList<>();
  private int secondsWaited;
  private int invocations;
  private int operations;

  public Driver(
      Handler<M, C> handler,
      Aws.Transport transport,
      TypeReference<C> contextType,
      ResourceHandlerRequest<M> template) {
    this.handler = handler;
    this.transport = transport;
    this.contextType = contextType;
    this.template = template;
  }

  public ProgressEvent<M, C> create(M model) {
    return run(Action.CREATE, model, null);
  }

  public ProgressEvent<M, C> read(M model) {
    return once(Action.READ, model, null, null);
  }

  public ProgressEvent<M, C> update(M previous, M desired) {
    return run(Action.UPDATE, desired, previous);
  }

  public ProgressEvent<M, C> delete(M model) {
    return run(Action.DELETE, model, null);
  }

  public ProgressEvent<M, C> list(String token) {
    ResourceHandlerRequest<M> request = template.toBuilder().nextToken(token).build();
    invocations++;
    return handler.handle(Action.LIST, transport, request, null, log::add);
  }

  /** One invocation, as CloudFormation makes it. */
  public ProgressEvent<M, C> once(Action action, M desired, M previous, C context) {
    return once(action, desired, previous, context, "operation-0");
  }

  /** All invocations of an operation bear one token; the template's, where it has one. */
  private ProgressEvent<M, C> once(Action action, M desired, M previous, C context, String token) {
    String given = template.getClientRequestToken();
    ResourceHandlerRequest<M> request =
        template.toBuilder()
            .desiredResourceState(desired)
            .previousResourceState(previous)
            .clientRequestToken(given == null ? token : given)
            .build();
    invocations++;
    return handler.handle(action, transport, request, throughJson(context), log::add);
  }

  private ProgressEvent<M, C> run(Action action, M desired, M previous) {
    String token = "operation-" + ++operations;
    ProgressEvent<M, C> event = once(action, desired, previous, null, token);
    while (event.isInProgress()) {
      secondsWaited += event.getCallbackDelaySeconds();
      event = once(action, event.getResourceModel(), previous, event.getCallbackContext(), token);
    }
    return event;
  }

  /** How often a handler was invoked. */
  public int invocations() {
    return invocations;
  }

  /** Seconds that the handlers have asked to wait. */
  public int secondsWaited() {
    return secondsWaited;
  }

  /** Lines that the handlers have logged. */
  public List<String> log() {
    return log;
  }

  private C throughJson(C context) {
    if (context == null) {
      return null;
    }
    try {
      Map<String, Object> json =
          SERIALIZER.deserialize(SERIALIZER.serialize(context), Serializer.MAP_TYPE_REFERENCE);
      return SERIALIZER.deserialize(SERIALIZER.serialize(json), contextType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
