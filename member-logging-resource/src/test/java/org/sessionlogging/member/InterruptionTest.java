package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeSsm;
import org.sessionlogging.fakes.Journal;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Every call of every operation fails once, for good: before it reaches AWS, or after, so that only
 * the answer is lost.
 */
@ParameterizedClass
@EnumSource(InterruptionTest.Fault.class)
class InterruptionTest {

  enum Fault {
    REFUSED,
    ANSWER_LOST
  }

  private static final String FOUND =
      "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\"theirs\"}}";
  private static final ResourceModel CHANGED =
      model().toBuilder()
          .idleSessionTimeout(5)
          .cloudWatch(CloudWatch.builder().logGroupName("/ssm/sessions").build())
          .roleNames(Set.of("app"))
          .tags(Set.of(tag("team", "platform")))
          .build();

  @Parameter Fault fault;

  /** What was there before, by name. */
  record Start(String name, Consumer<World> prepare) {
    World world() {
      World world = new World();
      prepare.accept(world);
      return world;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Start> starts() {
    return Stream.of(
        new Start("no document", world -> {}),
        new Start("a document", InterruptionTest::addDocument),
        new Start(
            "a document, new versions slow",
            world -> {
              addDocument(world);
              world.ssmHere().looksUntilActive = 2;
            }),
        new Start("the other Region done", world -> succeeded(world.there.create(model()))));
  }

  static Stream<Start> members() {
    return Stream.concat(
        starts()
            .filter(start -> !start.name().contains("slow"))
            .map(
                start ->
                    new Start(
                        "created with " + start,
                        world -> {
                          start.prepare().accept(world);
                          succeeded(world.here.create(model()));
                        })),
        Stream.of(
            new Start(
                "adopted, the latest number stays",
                world -> {
                  addDocument(world);
                  world.ssmHere().keepsLatestNumber = true;
                  succeeded(world.here.create(model()));
                }),
            new Start(
                "adopted, edited, taken over",
                world -> {
                  addDocument(world);
                  succeeded(world.here.create(model()));
                  world.document().write(FOUND.replace("theirs", "edited"));
                  succeeded(world.here.update(model(), model()));
                })));
  }

  private static void addDocument(World world) {
    FakeSsm.Document document =
        world
            .ssmHere()
            .add(
                World.PREFERENCES,
                FOUND.replace("theirs", "1"),
                FOUND.replace("theirs", "2"),
                FOUND);
    document.defaultVersion = 2;
    document.tags.put("team", "theirs");
    document.tags.put("owner", "somebody");
  }

  @ParameterizedTest
  @MethodSource("starts")
  void theRollbackOfACreateLeavesWhatWasThere(Start start) {
    int calls = callsOf(start, driver -> driver.create(model()));
    for (int k = 0; k < calls; k++) {
      World world = start.world();
      String before = inUse(world) + world.iam.roles + world.iam.policies.keySet();

      ProgressEvent<ResourceModel, CallbackContext> event = interrupted(world, k).create(model());

      assertThat(event.isFailed()).isTrue();
      if (event.getResourceModel() != null) {
        endsGone(world.here.delete(identifier()));
      }
      assertThat(inUse(world) + world.iam.roles + world.iam.policies.keySet())
          .as("call " + k)
          .isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void anUpdateCanBeBegunAgain(Start start) {
    World smooth = start.world();
    ResourceModel expected = succeeded(smooth.here.update(model(), CHANGED));
    String after = smooth.picture();
    succeeded(smooth.here.delete(identifier()));
    String gone = smooth.picture();
    int calls = callsOf(start, driver -> driver.update(model(), CHANGED));
    for (int k = 0; k < calls; k++) {
      World world = start.world();
      assertThat(interrupted(world, k).update(model(), CHANGED).isFailed()).isTrue();

      ResourceModel updated = succeeded(world.here.update(model(), CHANGED));

      assertThat(updated).as("call " + k).isEqualTo(expected);
      assertThat(world.picture()).as("call " + k).isEqualTo(after);
      succeeded(world.here.delete(identifier()));
      assertThat(world.picture()).as("call " + k).isEqualTo(gone);
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void anInterruptedUpdateCanBeDeleted(Start start) {
    World smooth = start.world();
    succeeded(smooth.here.delete(identifier()));
    int calls = callsOf(start, driver -> driver.update(model(), CHANGED));
    for (int k = 0; k < calls; k++) {
      World world = start.world();
      assertThat(interrupted(world, k).update(model(), CHANGED).isFailed()).isTrue();

      succeeded(world.here.delete(identifier()));

      assertThat(world.iam.policies.keySet()).isEqualTo(smooth.iam.policies.keySet());
      assertThat(world.iam.roles).isEqualTo(smooth.iam.roles);
      assertThat(inUse(world)).as("call " + k).isEqualTo(inUse(smooth));
    }
  }

  private static String parsed(String text) {
    return PreferencesDocument.parse(text).json();
  }

  /** What sessions use and what the console shows; white space apart, and tags. */
  private static String inUse(World world) {
    FakeSsm.Document document = world.document();
    return document == null
        ? "nothing"
        : parsed(document.latestText())
            + parsed(document.versions.get(document.defaultVersion))
            + document.tags;
  }

  @ParameterizedTest
  @MethodSource("members")
  void aDeleteCanBeBegunAgain(Start start) {
    World smooth = start.world();
    succeeded(smooth.here.delete(identifier()));
    int calls = callsOf(start, driver -> driver.delete(identifier()));
    for (int k = 0; k < calls; k++) {
      World world = start.world();
      assertThat(interrupted(world, k).delete(identifier()).isFailed()).isTrue();

      endsGone(world.here.delete(identifier()));

      assertThat(world.picture()).as("call " + k).isEqualTo(smooth.picture());
    }
  }

  private static void endsGone(ProgressEvent<ResourceModel, CallbackContext> event) {
    if (event.isFailed()) {
      assertThat(event.getErrorCode()).as(event.getMessage()).isEqualTo(HandlerErrorCode.NotFound);
    }
  }

  private static int callsOf(
      Start start,
      Function<
              Driver<ResourceModel, CallbackContext>, ProgressEvent<ResourceModel, CallbackContext>>
          operation) {
    World world = start.world();
    world.journal.forget();
    succeeded(operation.apply(world.here));
    assertThat(world.journal.calls()).hasSizeGreaterThan(5);
    return world.journal.calls().size();
  }

  private Driver<ResourceModel, CallbackContext> interrupted(World world, int call) {
    return world.driver(World.HERE, new Interrupting(call));
  }

  /** Lets one call fail, counted from 0. */
  private final class Interrupting implements Aws.Transport {
    private int left;

    Interrupting(int call) {
      this.left = call;
    }

    @Override
    public <Q extends AwsRequest, R extends AwsResponse> R send(
        Q request, Function<Q, R> operation) {
      if (left-- != 0) {
        return operation.apply(request);
      }
      if (fault == Fault.ANSWER_LOST) {
        try {
          R unused = operation.apply(request);
        } catch (AwsServiceException lostAsWell) {
          // Nobody hears of it.
        }
      }
      throw Journal.error(400, "Fatal", "No answer that could be used.");
    }
  }
}
