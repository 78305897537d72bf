package org.sessionlogging.local;

import java.util.stream.Collectors;

/** The JSON document by which Lambda reports that a function failed. */
final class FunctionError {
  private FunctionError() {}

  static String json(String type, String message) {
    return "{\"errorType\":"
        + quote(type)
        + ",\"errorMessage\":"
        + quote(String.valueOf(message))
        + "}";
  }

  private static String quote(String text) {
    return text.chars().mapToObj(FunctionError::escape).collect(Collectors.joining("", "\"", "\""));
  }

  private static String escape(int character) {
    boolean plain = character >= ' ' && character != '"' && character != '\\';
    return plain ? Character.toString((char) character) : String.format("\\u%04x", character);
  }
}
