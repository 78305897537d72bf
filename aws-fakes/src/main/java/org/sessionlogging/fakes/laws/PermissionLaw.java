package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.cloudformation.Action;

/** The schema asks for what the handlers call, and for nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // Every operation of every mode runs once.
public abstract class PermissionLaw<M, C> {
  private static final String OWNER = "ExpectedBucketOwner";

  private final TypeUnderTest<M, C> type;
  private final JsonNode schema;

  /** Calls of an operation in all modes. */
  private final Map<Work, List<String>> calls = new EnumMap<>(Work.class);

  /** Those among them on a bucket that do not name its owner. */
  private final List<String> unguarded = new ArrayList<>();

  protected PermissionLaw(TypeUnderTest<M, C> type) {
    this.type = type;
    this.schema = Models.of(type).schema();
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void schemaAsksForWhatTheHandlerCallsAndNothingElse(Action action) {
    List<String> called = new ArrayList<>();
    works(action).forEach(work -> called.addAll(calls(work)));
    for (Consumer<Scene<M, C>> way : type.furtherWays(action)) {
      Scene<M, C> scene = new Scene<>(type, type.modes().get(0));
      way.accept(scene);
      called.addAll(scene.journal().calls());
    }

    assertThat(permissions(schema.path("handlers").path(action.name().toLowerCase(Locale.ROOT))))
        .containsExactlyElementsOf(IamActions.of(called));
  }

  private static List<Work> works(Action action) {
    return switch (action) {
      case CREATE -> List.of(Work.CREATE);
      case READ -> List.of(Work.READ);
      case UPDATE -> List.of(Work.UPDATE, Work.REPAIR);
      case DELETE -> List.of(Work.DELETE);
      case LIST -> List.of(Work.LIST);
    };
  }

  private List<String> calls(Work work) {
    return calls.computeIfAbsent(
        work, it -> type.modes().stream().flatMap(mode -> calls(mode, work).stream()).toList());
  }

  private List<String> calls(Mode<M, C> mode, Work work) {
    Scene<M, C> scene = new Scene<>(type, mode);
    work.prepare(scene);
    Aws.Transport way = unguarded(scene.journal());
    assertThat(work.carryOut(scene, scene.driver(way)).getMessage()).isNull();
    return scene.journal().calls();
  }

  /** The schema's list, in its order. */
  private static List<String> permissions(JsonNode part) {
    List<String> permissions = new ArrayList<>();
    part.path("permissions").forEach(it -> permissions.add(it.textValue()));
    return permissions;
  }

  @Test
  void taggingAsksForWhatTagsAloneNeed() {
    Scene<M, C> scene = new Scene<>(type, type.modes().get(0));
    scene.create();
    scene.succeeds(scene.driver().update(scene.declared(), type.retagged(scene.declared())));
    SortedSet<String> needed = IamActions.of(scene.journal().writes());
    needed.addAll(type.taggingBesides());

    assertThat(permissions(schema.path("tagging"))).containsExactlyInAnyOrderElementsOf(needed);
  }

  /**
   * S3 user guide, "Verifying bucket ownership with bucket owner condition": against a foreign one.
   */
  @Test
  void everyCallOnABucketNamesTheOwnerThatItExpects() {
    for (Work work : Work.values()) {
      assertThat(calls(work)).isNotEmpty();
    }

    assertThat(unguarded).isEmpty();
  }

  /** A way that writes down which calls are unguarded. */
  private Aws.Transport unguarded(Aws.Transport way) {
    return new Aws.Transport() {
      @Override
      public <Q extends AwsRequest, R extends AwsResponse> R send(
          Q request, Function<Q, R> operation) {
        if (request.sdkFields().stream().anyMatch(it -> it.memberName().equals(OWNER))
            && !isGuarded(request)) {
          unguarded.add(request.toString());
        }
        return way.send(request, operation);
      }
    };
  }

  private boolean isGuarded(AwsRequest request) {
    return request
        .getValueForField(OWNER, String.class)
        .map(type.bucketOwner()::equals)
        .orElseGet(() -> type.ownerUntold().contains(CallFailed.operationOf(request)));
  }
}
