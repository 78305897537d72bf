package org.sessionlogging.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A function from its start on, with nothing of its own beside it: one handler, which answers the
 * requests on standard input, each a line, by lines on standard output.
 */
public final class ColdFunction {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private ColdFunction() {}

  /** {@code CLASS}: the handler. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    PrintStream answers = System.out;
    // Whatever else is printed, as some logs are.
    System.setOut(System.err);
    RequestStreamHandler handler =
        Class.forName(arguments[0])
            .asSubclass(RequestStreamHandler.class)
            .getConstructor()
            .newInstance();
    var requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String request = requests.readLine(); request != null; request = requests.readLine()) {
      var answer = new ByteArrayOutputStream();
      handler.handleRequest(
          new ByteArrayInputStream(request.getBytes(UTF_8)),
          answer,
          new InvocationContext(arguments[0], TIMEOUT));
      answer.write('\n');
      answers.write(answer.toByteArray());
      answers.flush();
    }
  }
}
