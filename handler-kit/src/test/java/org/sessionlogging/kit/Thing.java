package org.sessionlogging.kit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The model of the tests' own type. */
record Thing(
    @JsonProperty("Name") String name,
    @JsonProperty("Kind") String kind,
    @JsonProperty("Size") Integer size,
    @JsonProperty("Shiny") Boolean shiny,
    @JsonProperty("Arn") String arn) {

  static Thing named(String name) {
    return new Thing(name, null, null, null, null);
  }

  Thing sized(int other) {
    return new Thing(name, kind, other, shiny, arn);
  }

  Thing ofKind(String other) {
    return new Thing(name, other, size, shiny, arn);
  }
}
