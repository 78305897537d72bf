package org.sessionlogging.kit.custom;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.resource.Validator;
import software.amazon.cloudformation.resource.exceptions.ValidationException;

/**
 * Properties as a custom resource gets them, every value a string, to the generated model and back,
 * by the type's schema.
 */
final class TemplateProperties<M> {
  private static final Set<String> NOT_OURS = Set.of("ServiceToken", "ServiceTimeout");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
          // An empty text is no absent value: what is left out is AWS::NoValue.
          .withCoercionConfigDefaults(
              how -> how.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .build();

  private final Class<M> modelType;
  private final JSONObject schema;
  private final String identifierName;

  TemplateProperties(Class<M> modelType, String schemaName) {
    this.modelType = modelType;
    this.schema =
        new JSONObject(new JSONTokener(modelType.getClassLoader().getResourceAsStream(schemaName)));
    this.identifierName = nameOf(schema.getJSONArray("primaryIdentifier").getString(0));
  }

  /**
   * The model that is declared.
   *
   * @throws Refused with every reason why the properties are not valid
   */
  M declared(Map<String, Object> properties) {
    try {
      M model = model(properties);
      refuseOutputs(properties);
      new Validator().validateObject(new JSONObject(JSON.writeValueAsString(model)), schema);
      return model;
    } catch (ValidationException e) {
      throw Refused.invalid("Properties: " + everyReason(e));
    } catch (IllegalArgumentException e) {
      throw Refused.invalid(WrongType.message(e));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refuseOutputs(Map<String, Object> properties) {
    Set<String> given = named("readOnlyProperties");
    given.retainAll(properties.keySet());
    if (!given.isEmpty()) {
      throw Refused.invalid(
          "Properties: " + String.join(", ", given) + ": outputs can't be declared.");
    }
  }

  /** The model that was declared before; empty when it could never be, as in its rollback. */
  Optional<M> former(Map<String, Object> properties) {
    try {
      return Optional.of(model(properties));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A model of nothing but its identifier. */
  M identifiedBy(String identifier) {
    return model(Map.of(identifierName, identifier));
  }

  String identifierOf(M model) {
    return (String) properties(model).get(identifierName);
  }

  /** The identifier and what the template can't know. */
  Map<String, Object> outputs(M model) {
    Set<String> names = named("readOnlyProperties");
    names.add(identifierName);
    Map<String, Object> outputs = properties(model);
    outputs.keySet().retainAll(names);
    return outputs;
  }

  private Set<String> named(String list) {
    return schema.getJSONArray(list).toList().stream()
        .map(pointer -> nameOf((String) pointer))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private M model(Map<String, Object> properties) {
    Map<String, Object> ours = new HashMap<>(properties);
    ours.keySet().removeAll(NOT_OURS);
    return JSON.convertValue(ours, modelType);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> properties(M model) {
    return JSON.convertValue(model, Map.class);
  }

  private static String everyReason(ValidationException e) {
    return e.getCausingExceptions().isEmpty()
        ? e.getMessage()
        : e.getCausingExceptions().stream()
            .map(TemplateProperties::everyReason)
            .collect(Collectors.joining("; "));
  }

  private static String nameOf(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
