package org.sessionlogging.domain.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Locale;
import java.util.Optional;

/**
 * True or false. In the place of most flags the agent also takes the strings that Go's
 * strconv.ParseBool takes, the empty one for false, and a placeholder for a parameter of the
 * document; whatever else stands there makes it refuse every session (amazon-ssm-agent,
 * agent/framework/docparser: ConvertToBool). The console's page greys out when a flag is a string
 * (terraform-aws-session-manager#26).
 *
 * @param parametrized whether a placeholder may stand there; where the agent takes nothing but true
 *     and false it may not (agent/contracts/model.go, SessionInputs)
 */
record Flag(boolean parametrized) implements PreferenceKind<Boolean> {

  @Override
  public Optional<Boolean> read(JsonNode found) {
    return found.isBoolean() || found.isTextual() ? ofAgent(found.asText()) : Optional.empty();
  }

  private static Optional<Boolean> ofAgent(String word) {
    return switch (word) {
      case "1", "t", "T", "true", "True", "TRUE" -> Optional.of(true);
      case "0", "f", "F", "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** YAML 1.1 has these words for the same, and documents are written in YAML, too. */
  private static Optional<Boolean> ofYaml(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "yes", "y", "on" -> Optional.of(true);
      case "no", "n", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  @Override
  public JsonNode written(Boolean value) {
    return BooleanNode.valueOf(value);
  }

  @Override
  public JsonNode undeclared() {
    return written(false);
  }

  @Override
  public JsonNode repaired(JsonNode found) {
    if (found.isMissingNode() || (parametrized && isPlaceholder(found))) {
      return found;
    }
    String word = found.asText();
    return ofAgent(word).or(() -> ofYaml(word)).map(this::written).orElseGet(this::undeclared);
  }

  private static boolean isPlaceholder(JsonNode found) {
    return found.isTextual() && found.asText().matches("\\{\\{.*}}");
  }
}
