package org.sessionlogging.kit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.exception.SdkException;

/** A service in memory that holds named things with attributes. */
public final class Things {
  public final SortedMap<String, SortedMap<String, String>> held = new TreeMap<>();

  /** The mark of the request that made a thing, by the thing's name; others bear none. */
  public final Map<String, String> madeBy = new HashMap<>();

  /** Attributes that the service accepts and forgets, as a disabled feature would. */
  public String deafTo = "";

  /** Readings that still lack the thing's Arn. */
  public int nameless;

  /** What every writing of an attribute is answered with. */
  public Optional<SdkException> refusal = Optional.empty();

  /** What every question is answered with, should nobody have thought of it. */
  public Error fault;

  /** The thing that can't be deleted. */
  public String keeps = "";

  /** Whether the making of a thing is throttled for good. */
  public boolean busy;

  public Answer get(GetRequest request) {
    if (fault != null) {
      throw fault;
    }
    if (!held.containsKey(request.name)) {
      throw AwsError.of(404, "NoSuchThing", "There is no such thing.");
    }
    SortedMap<String, String> seen = new TreeMap<>(held.get(request.name));
    if (nameless > 0) {
      nameless--;
    } else {
      seen.put("Arn", "arn:thing/" + request.name);
    }
    return new Answer(seen, Optional.ofNullable(madeBy.get(request.name)));
  }

  public Answer create(CreateRequest request) {
    if (busy) {
      throw AwsError.of(400, "ThrottlingException", "Slower.");
    }
    if (held.putIfAbsent(request.name, new TreeMap<>(Map.of("Kind", request.value))) != null) {
      throw AwsError.of(409, "ThingExists", "There is one already.");
    }
    request.mark.ifPresent(mark -> madeBy.put(request.name, mark));
    return new Answer(Map.of(), Optional.empty());
  }

  public Answer put(PutRequest request) {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    if (!deafTo.equals(request.key)) {
      held.get(request.name).put(request.key, request.value);
    }
    return new Answer(Map.of(), Optional.empty());
  }

  public Answer delete(DeleteRequest request) {
    if (keeps.equals(request.name)) {
      throw AwsError.of(403, "AccessDenied", "It stays.");
    }
    held.remove(request.name);
    madeBy.remove(request.name);
    return new Answer(Map.of(), Optional.empty());
  }

  /** What the service answers. */
  public static final class Answer extends AwsResponse {
    final Map<String, String> attributes;
    final Optional<String> madeBy;

    Answer(Map<String, String> attributes, Optional<String> madeBy) {
      super(new NoAnswer());
      this.attributes = attributes;
      this.madeBy = madeBy;
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
      super(new Same(null));
      this.name = name;
      this.key = key;
      this.value = value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Request that
          && getClass() == that.getClass()
          && List.of(name, key, value).equals(List.of(that.name, that.key, that.value));
    }

    @Override
    public int hashCode() {
      return List.of(name, key, value).hashCode();
    }

    @Override
    public Builder toBuilder() {
      return new Same(this);
    }

    @Override
    public List<SdkField<?>> sdkFields() {
      return List.of();
    }

    /** Nothing of how it is made matters to things in memory. */
    private static final class Same extends AwsRequest.BuilderImpl {
      private final Request request;

      Same(Request request) {
        this.request = request;
      }

      @Override
      public AwsRequest build() {
        return request;
      }
    }
  }

  public static final class GetRequest extends Request {
    public GetRequest(String name) {
      super(name, "", "");
    }
  }

  public static final class CreateRequest extends Request {
    private final Optional<String> mark;

    public CreateRequest(String name, String kind, Optional<String> mark) {
      super(name, "Kind", kind);
      this.mark = mark;
    }
  }

  public static final class PutRequest extends Request {
    public PutRequest(String name, String key, String value) {
      super(name, key, value);
    }
  }

  public static final class DeleteRequest extends Request {
    public DeleteRequest(String name) {
      super(name, "", "");
    }
  }
}
