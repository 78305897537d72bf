package org.sessionlogging.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * A handler of one of Lambda's own events, whose JSON Lambda's own serialization reads. What it
 * returns is of no use to whoever has invoked it asynchronously, and left out.
 */
record EventHandler<E>(RequestHandler<E, ?> handler, Class<E> eventType)
    implements RequestStreamHandler {

  /** A handler as Lambda calls it, whichever kind it is. */
  @SuppressWarnings("unchecked")
  static RequestStreamHandler of(Object handler) {
    if (handler instanceof RequestStreamHandler stream) {
      return stream;
    }
    RequestHandler<Object, ?> ofEvents = (RequestHandler<Object, ?>) handler;
    return new EventHandler<>(ofEvents, (Class<Object>) eventType(handler.getClass()));
  }

  private static Class<?> eventType(Class<?> handler) {
    return Arrays.stream(handler.getMethods())
        .filter(it -> it.getName().equals("handleRequest") && !it.isBridge())
        .filter(it -> it.getParameterCount() == 2)
        .map(Method::getParameterTypes)
        .map(it -> it[0])
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {
    E event =
        LambdaEventSerializers.serializerFor(eventType, eventType.getClassLoader()).fromJson(input);
    handler.handleRequest(event, context);
  }
}
