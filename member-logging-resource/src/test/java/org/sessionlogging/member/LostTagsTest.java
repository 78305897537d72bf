package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.ssm.FakeDocument;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Somebody's tagging tool has replaced the tags of the document, and its memory with them. */
class LostTagsTest {
  private static final String FOUND =
      "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\"theirs\"}}";

  private final World world = new World();
  private FakeDocument document;

  @BeforeEach
  void preferencesWereSavedAndAdopted() {
    document = world.add(World.PREFERENCES, FOUND);
    succeeded(world.here.create(model()));
  }

  private void replaceTags() {
    document.tags.clear();
    document.tags.put("cost", "7");
  }

  private String refusedDelete() {
    String before = world.picture();
    String message = failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);
    assertThat(world.picture()).isEqualTo(before);
    return message;
  }

  @Test
  void thePolicyProvesTheDocumentToRead() {
    String arn = world.iam.policies.firstKey();
    replaceTags();

    ResourceModel read = succeeded(world.here.read(identifier()));

    assertThat(read.getPolicyArn()).isEqualTo(arn);
    assertThat(read.getBucketKeyArn()).isEqualTo(World.BUCKET_KEY);
    assertThat(read.getRoleNames()).containsOnly("app", "web,blue");
  }

  @Test
  void deleteTakesNothingFromPreferencesThatStayInForce() {
    replaceTags();

    assertThat(refusedDelete()).contains("tags have been replaced", "former-latest = 2");
  }

  @Test
  void updatePutsBackWhatCanBeDerivedAndDeleteStillKnowsThatTheRestIsLost() {
    replaceTags();

    succeeded(world.here.update(model(), model()));

    assertThat(document.tags)
        .containsEntry("session-logging:type", "member")
        .containsEntry("session-logging:account-prefix", "ENFORCED")
        .containsEntry("cost", "7")
        .containsKey("session-logging:policy");
    assertThat(document.versions).hasSize(2);
    assertThat(refusedDelete()).contains("session-logging:former-latest is gone or damaged");
    failed(world.here.create(model()), HandlerErrorCode.AlreadyExists);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theRemedyOfTheMessageKeepsWhatTheDocumentSays(boolean updated) {
    replaceTags();
    if (updated) {
      succeeded(world.here.update(model(), model()));
    }
    assertThat(refusedDelete()).contains("former-default = 2", "former-latest = 2");
    document.tags.putAll(
        Map.of(
            "session-logging:type", "member",
            "session-logging:former-default", "2",
            "session-logging:former-latest", "2"));
    String content = document.latestText();

    succeeded(world.here.delete(identifier()));

    assertThat(document.latestText()).isEqualTo(content);
    assertThat(document.defaultVersion).isEqualTo(2);
    assertThat(document.tags.keySet()).noneMatch(key -> key.startsWith("session-logging:"));
    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void theRemedyOfTheMessageBringsAnEarlierContentBack() {
    replaceTags();
    assertThat(refusedDelete()).contains("as the newest version first");
    document.write(FOUND);
    assertThat(refusedDelete()).contains("former-default = 3", "former-latest = 3");
    document.tags.putAll(
        Map.of(
            "session-logging:type", "member",
            "session-logging:former-default", "3",
            "session-logging:former-latest", "3"));

    succeeded(world.here.delete(identifier()));

    assertThat(document.latestText()).isEqualTo(FOUND);
    assertThat(document.defaultText()).isEqualTo(FOUND);
    assertThat(document.tags.keySet()).noneMatch(key -> key.startsWith("session-logging:"));
    assertThat(world.iam.policies).isEmpty();
  }

  /** Looks at the tags that show none, though all are there. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 9, 99})
  void tagsThatShowLateCostNothing(int looks) {
    AtomicInteger stale = new AtomicInteger(looks);
    Aws.Transport late =
        new Aws.Transport() {
          @Override
          public <Q extends AwsRequest, R extends AwsResponse> R send(
              Q request, Function<Q, R> operation) {
            boolean none =
                request instanceof ListTagsForResourceRequest && stale.getAndDecrement() > 0;
            SortedMap<String, String> all = new TreeMap<>(document.tags);
            if (none) {
              document.tags.clear();
            }
            try {
              return operation.apply(request);
            } finally {
              if (none) {
                document.tags.putAll(all);
              }
            }
          }
        };
    String before = world.picture();

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver(World.HERE, late).delete(identifier());

    if (end.isFailed()) {
      assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
      assertThat(world.picture()).isEqualTo(before);
      succeeded(world.here.delete(identifier()));
    }
    assertThat(document.latestText()).contains("theirs");
    assertThat(document.tags).isEmpty();
    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void theOtherRemedyIsToDeleteTheDocument() {
    replaceTags();
    refusedDelete();
    world.aws.ssm().documents.clear();

    succeeded(world.here.delete(identifier()));

    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void anotherCreationDoesNotTakeItOver() {
    replaceTags();
    String before = world.picture();

    failed(world.here.create(model()), HandlerErrorCode.AlreadyExists);

    assertThat(world.picture()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "session-logging:versions,1-99999999",
    "session-logging:former-default,$LATEST",
    "session-logging:former-latest,1 2"
  })
  void aDamagedMemoryIsRefused(String key, String value) {
    document.tags.put(key, value);

    assertThat(refusedDelete()).contains(key);
  }
}
