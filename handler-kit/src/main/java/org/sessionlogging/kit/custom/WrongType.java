package org.sessionlogging.kit.custom;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;

/** What to say of a property that is not what the schema wants: its name, and what it wants. */
final class WrongType {
  private WrongType() {}

  /**
   * @param e thrown when properties were made into a model
   */
  static String message(IllegalArgumentException e) {
    if (!(e.getCause() instanceof MismatchedInputException mismatch)) {
      return "Properties: give them as the documentation of the resource type names them.";
    }
    if (mismatch instanceof UnrecognizedPropertyException unknown) {
      return "Properties: " + unknown(unknown);
    }
    String property = path(mismatch);
    String given =
        mismatch instanceof InvalidFormatException format
            ? ", not `" + format.getValue() + "`"
            : "";
    return property + ": give " + wanted(mismatch.getTargetType()) + given + ".";
  }

  /** In the words of the schema's validator. */
  private static String unknown(UnrecognizedPropertyException e) {
    StringBuilder pointer = new StringBuilder("#");
    for (JsonMappingException.Reference step : e.getPath().subList(0, e.getPath().size() - 1)) {
      pointer
          .append('/')
          .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return pointer + ": extraneous key [" + e.getPropertyName() + "] is not permitted";
  }

  /** As in a template: {@code Tags[0].Key}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String wanted(Class<?> type) {
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type == Integer.class) {
      return "a whole number";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    return type == String.class ? "one text" : "properties of its own";
  }
}
