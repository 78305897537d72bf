package org.sessionlogging.kit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The model of the tests' own type. */
public record Thing(
    @JsonProperty("Name") String name,
    @JsonProperty("Kind") String kind,
    @JsonProperty("Size") Integer size,
    @JsonProperty("Shiny") Boolean shiny,
    @JsonProperty("Arn") String arn) {

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
