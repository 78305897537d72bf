package org.sessionlogging.fakes.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The SDK's immutable classes as JSON, field by field as the SDK describes them. */
final class SdkModels extends SimpleModule {
  private static final long serialVersionUID = 1L;

  SdkModels() {
    addSerializer(SdkPojo.class, new Writer());
    setDeserializers(null);
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addDeserializers(
        new Deserializers.Base() {
          @Override
          public JsonDeserializer<?> findBeanDeserializer(
              JavaType type, DeserializationConfig config, BeanDescription description) {
            return SdkPojo.class.isAssignableFrom(type.getRawClass())
                ? new Reader(type.getRawClass())
                : null;
          }
        });
  }

  private static final class Writer extends JsonSerializer<SdkPojo> {
    @Override
    public void serialize(SdkPojo model, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (json instanceof TokenBuffer) {
        // A copy may share what never changes.
        json.writeEmbeddedObject(model);
        return;
      }
      json.writeStartObject();
      for (SdkField<?> field : model.sdkFields()) {
        Object value = field.getValueOrDefault(model);
        if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
          provider.defaultSerializeField(field.memberName(), value, json);
        }
      }
      json.writeEndObject();
    }
  }

  private static final class Reader extends JsonDeserializer<Object> {
    private final Class<?> type;

    Reader(Class<?> type) {
      this.type = type;
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
        return json.getEmbeddedObject();
      }
      try {
        SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
        return built(builder, json.readValueAsTree());
      } catch (ReflectiveOperationException e) {
        throw new IOException(e);
      }
    }

    private static Object built(SdkPojo builder, ObjectNode json) {
      for (SdkField<?> field : builder.sdkFields()) {
        if (json.has(field.memberName())) {
          field.set(builder, value(field, json.get(field.memberName())));
        }
      }
      return ((SdkBuilder<?, ?>) builder).build();
    }

    private static Object value(SdkField<?> field, JsonNode json) {
      MarshallingType<?> type = field.marshallingType();
      if (type.equals(MarshallingType.SDK_POJO)) {
        return built(field.constructor().get(), (ObjectNode) json);
      }
      if (type.equals(MarshallingType.LIST)) {
        SdkField<?> entry = field.getTrait(ListTrait.class).memberFieldInfo();
        return StreamSupport.stream(json.spliterator(), false).map(it -> value(entry, it)).toList();
      }
      if (type.equals(MarshallingType.BOOLEAN)) {
        return json.booleanValue();
      }
      if (type.equals(MarshallingType.INTEGER)) {
        return json.intValue();
      }
      if (type.equals(MarshallingType.LONG)) {
        return json.longValue();
      }
      if (type.equals(MarshallingType.STRING)) {
        return json.textValue();
      }
      throw new UnsupportedOperationException(field.memberName() + " is a " + type);
    }
  }
}
