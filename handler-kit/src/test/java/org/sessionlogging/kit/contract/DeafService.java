package org.sessionlogging.kit.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A service over HTTP that takes every request in and answers none. */
final class DeafService implements AutoCloseable {
  private final ServerSocket door;
  private final boolean hangsUp;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param hangsUp whether it closes the connection once it has the request, or else never says a
   *     word
   */
  DeafService(boolean hangsUp) throws IOException {
    this.hangsUp = hangsUp;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread porter = new Thread(this::takeIn, "deaf service");
    porter.setDaemon(true);
    porter.start();
  }

  URI address() {
    return URI.create("http://localhost:" + door.getLocalPort());
  }

  /** The operations that it has heard of, whole requests all. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void takeIn() {
    try {
      while (true) {
        Socket caller = door.accept();
        open.add(caller);
        requests.add(operation(caller));
        if (hangsUp) {
          caller.close();
        }
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private static String operation(Socket caller) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
    String operation = "";
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      String[] header = line.split(": *", 2);
      if (header[0].equalsIgnoreCase("X-Amz-Target")) {
        operation = header[1];
      } else if (header[0].equalsIgnoreCase("Content-Length")) {
        length = Integer.parseInt(header[1]);
      }
    }
    for (int read = 0; read < length; read++) {
      int unused = in.read();
    }
    return operation;
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket caller : List.copyOf(open)) {
        caller.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
