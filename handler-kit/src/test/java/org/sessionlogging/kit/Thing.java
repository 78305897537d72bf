package org.sessionlogging.kit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The model of the tests' own type. */
public record Thing(
    @JsonProperty("Name") String name,
    @JsonProperty("Kind") String kind,
    @JsonProperty("Size") Integer size,
    @JsonProperty("Shiny") Boolean shiny,
    @JsonProperty("Arn") String arn,
    @JsonProperty("Labels") List<Label> labels) {

  /** Something of several properties. */
  public record Label(@JsonProperty("Text") String text) {}

  public Thing(String name, String kind, Integer size, Boolean shiny, String arn) {
    this(name, kind, size, shiny, arn, null);
  }

  public static Thing named(String name) {
    return new Thing(name, null, null, null, null);
  }

  public Thing sized(int other) {
    return new Thing(name, kind, other, shiny, arn);
  }

  public Thing ofKind(String other) {
    return new Thing(name, other, size, shiny, arn);
  }
}
