package org.sessionlogging.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.exception.SdkException;

/** A service in memory that holds named things with attributes. */
final class Things {
  final SortedMap<String, SortedMap<String, String>> held = new TreeMap<>();

  /** Attributes that the service accepts and forgets, as a disabled feature would. */
  String deafTo = "";

  /** What every writing of an attribute is answered with. */
  Optional<SdkException> refusal = Optional.empty();

  Answer get(GetRequest request) {
    if (!held.containsKey(request.name)) {
      throw Journal.error(404, "NoSuchThing", "There is no such thing.");
    }
    return new Answer(Map.copyOf(held.get(request.name)));
  }

  Answer create(CreateRequest request) {
    if (held.putIfAbsent(request.name, new TreeMap<>(Map.of("Kind", request.value))) != null) {
      throw Journal.error(409, "ThingExists", "There is one already.");
    }
    return new Answer(Map.of());
  }

  Answer put(PutRequest request) {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    if (!deafTo.equals(request.key)) {
      held.get(request.name).put(request.key, request.value);
    }
    return new Answer(Map.of());
  }

  Answer delete(DeleteRequest request) {
    held.remove(request.name);
    return new Answer(Map.of());
  }

  /** What the service answers. */
  static final class Answer extends AwsResponse {
    final Map<String, String> attributes;

    Answer(Map<String, String> attributes) {
      super(new NoAnswer());
      this.attributes = attributes;
    }

    @Override
    public Builder toBuilder() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SdkField<?>> sdkFields() {
      return List.of();
    }

    private static final class NoAnswer extends AwsResponse.BuilderImpl {
      @Override
      public AwsResponse build() {
        throw new UnsupportedOperationException();
      }
    }
  }

  abstract static class Request extends AwsRequest {
    final String name;
    final String key;
    final String value;

    Request(String name, String key, String value) {
      super(new NoRequest());
      this.name = name;
      this.key = key;
      this.value = value;
    }

    @Override
    public Builder toBuilder() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SdkField<?>> sdkFields() {
      return List.of();
    }

    private static final class NoRequest extends AwsRequest.BuilderImpl {
      @Override
      public AwsRequest build() {
        throw new UnsupportedOperationException();
      }
    }
  }

  static final class GetRequest extends Request {
    GetRequest(String name) {
      super(name, "", "");
    }
  }

  static final class CreateRequest extends Request {
    CreateRequest(String name, String kind) {
      super(name, "Kind", kind);
    }
  }

  static final class PutRequest extends Request {
    PutRequest(String name, String key, String value) {
      super(name, key, value);
    }
  }

  static final class DeleteRequest extends Request {
    DeleteRequest(String name) {
      super(name, "", "");
    }
  }
}
