package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.required;
import static org.sessionlogging.member.World.succeeded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Sample;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.iam.IamState;
import org.sessionlogging.fakes.store.Snapshot;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Many Regions of an account delete their member at the same time, each in a thread of its own, and
 * IAM shows what is written late, each read by another time. Virtual time orders the calls of all
 * threads, so that a seed is one interleaving, call by call, for ever.
 */
@Tag("sampled")
class LeavingRegionsTest {
  private static final int REGIONS = 17;
  private static final int SEEDS = Sample.size(2, 60);
  private static final int MOST_MILLISECONDS_OF_A_CALL = 300;

  private static final List<String> ALL =
      IntStream.range(0, REGIONS).mapToObj(i -> "eu-west-" + (10 + i)).toList();

  /** What creations leave, each made once: most of a seed's time would go there. */
  private static final Map<Map<String, ResourceModel>, FakeAws> CREATED = new HashMap<>();

  private World world = replicated();

  private static World replicated() {
    World world = new World();
    World.CENTRAL.replicate(world.aws, ALL);
    return world;
  }

  /** Half of the Regions attach the policy to a role that the others do not name. */
  private static ResourceModel model(int region) {
    return required().toBuilder()
        .roleNames(region % 2 == 0 ? Set.of("app") : Set.of("app", "web,blue"))
        .build();
  }

  private void createInEveryRegion() {
    create(ALL);
  }

  private void create(List<String> some) {
    create(some, region -> model(ALL.indexOf(region)));
    assertThat(world.iam.policies).hasSize(1);
  }

  /** Begins anew where some Regions have their member. */
  private void create(List<String> some, Function<String, ResourceModel> model) {
    Map<String, ResourceModel> members = new TreeMap<>();
    some.forEach(region -> members.put(region, model.apply(region)));
    world = new World(CREATED.computeIfAbsent(members, LeavingRegionsTest::created).copy());
  }

  private static FakeAws created(Map<String, ResourceModel> members) {
    World world = replicated();
    members.forEach(
        (region, model) -> succeeded(world.driver(region, world.journal).create(model)));
    return world.aws;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 1000, 10_000})
  void allThatLeaveAtOnceLeaveNothing(int mostLag) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      createInEveryRegion();

      new Leave(ALL, mostLag, seed).run();

      assertThat(world.iam.policies).as("seed %s", seed).isEmpty();
      assertThat(world.attached()).allMatch(Set::isEmpty);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 10_000})
  void whatARegionThatStaysNeedsIsLeft(int mostLag) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      createInEveryRegion();
      int stays = seed % REGIONS;
      List<String> leaving = new ArrayList<>(ALL);
      leaving.remove(stays);

      new Leave(leaving, mostLag, seed).run();

      FakePolicy policy = world.iam.policies.get(world.iam.policies.firstKey());
      assertThat(policy.tags.keySet().stream().filter(key -> key.contains("region:")))
          .as("seed %s", seed)
          .containsExactly("session-logging:region:" + ALL.get(stays));
      assertThat(world.attached("app")).containsExactly(policy.arn);
      assertThat(world.attached("web,blue").contains(policy.arn)).isEqualTo(stays % 2 == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 10_000})
  void whatARegionThatComesMeanwhileNeedsIsThere(int mostLag) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      int comes = seed % REGIONS;
      List<String> leaving = new ArrayList<>(ALL);
      String coming = leaving.remove(comes);
      create(leaving);

      new Leave(leaving, mostLag, seed).with(coming, 50_000, Action.CREATE, model(comes)).run();

      ResourceModel read = succeeded(world.driver(coming, world.journal).read(identifier()));
      assertThat(read.getRoleNames()).as("seed %s", seed).isEqualTo(model(comes).getRoleNames());
      assertThat(read.getPolicyArn()).isNotNull();
      succeeded(world.driver(coming, world.journal).delete(identifier()));
      assertThat(world.iam.policies).as("seed %s", seed).isEmpty();
      assertThat(world.attached()).allMatch(Set::isEmpty);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 5_000})
  void aRoleThatOneRegionDropsAndAnotherComesToNameHasThePolicy(int mostLag) throws Exception {
    ResourceModel both = required().toBuilder().roleNames(Set.of("app", "web,blue")).build();
    ResourceModel app = required().toBuilder().roleNames(Set.of("app")).build();
    for (int seed = 0; seed < SEEDS; seed++) {
      succeeded(world.here.create(both));

      new Leave(List.of(), mostLag, seed)
          .with(World.HERE, 3_000, Action.UPDATE, app)
          .with(World.THERE, 30_000, Action.CREATE, both)
          .run();

      assertThat(world.attached("web,blue")).as("seed %s", seed).hasSize(1);
      assertThat(world.attached("app")).hasSize(1);
      succeeded(world.here.delete(identifier()));
      assertThat(world.attached("web,blue")).as("seed %s", seed).hasSize(1);
      succeeded(world.there.delete(identifier()));
      assertThat(world.iam.policies).isEmpty();
    }
  }

  /** In a third of the Regions it is turned on, in another it is on with a role of theirs. */
  private static ResourceModel hosted(int region) {
    return model(region).toBuilder()
        .defaultHostManagement(region % 3 == 0 ? "TURN_ON" : "USE_IF_ON")
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 10_000})
  void defaultHostManagementComesAndGoesInManyRegionsAtOnce(int mostLag) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      world.aws.ssm().settings.clear();
      for (int i = 1; i < REGIONS; i += 3) {
        MemberUnderTest.turnOn(world.aws, ALL.get(i));
      }
      String before = world.picture();
      Leave create = new Leave(List.of(), mostLag, seed);
      for (int i = 0; i < REGIONS; i++) {
        create.with(ALL.get(i), 3_000, Action.CREATE, hosted(i));
      }
      create.run();

      String arn = world.iam.policies.firstKey();
      assertThat(world.attached(World.HOST_ROLE)).containsOnly(World.HOST_POLICY, arn);
      assertThat(world.attached("Hosts")).containsOnly(World.HOST_POLICY, arn);
      for (int i = 0; i < REGIONS; i++) {
        assertThat(world.hostRole(ALL.get(i)))
            .isEqualTo(i % 3 == 0 ? World.HOST_ROLE : i % 3 == 1 ? "service-role/Hosts" : null);
      }
      // Half of them turn it off, and the others leave.
      Leave leave = new Leave(ALL.subList(0, 9), mostLag, seed);
      for (int i = 9; i < REGIONS; i++) {
        leave.with(ALL.get(i), 3_000, Action.UPDATE, model(i));
      }
      leave.run();
      assertThat(world.iam.roles).as("seed %s", seed).doesNotContainKey(World.HOST_ROLE);
      assertThat(world.attached("Hosts")).containsOnly(World.HOST_POLICY, arn);

      new Leave(ALL.subList(9, REGIONS), mostLag, seed).run();
      assertThat(world.picture()).as("seed %s", seed).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 10_000})
  void theRoleOfDefaultHostManagementStaysWhereARegionStaysOrComes(int mostLag) throws Exception {
    ResourceModel on = required().toBuilder().defaultHostManagement("TURN_ON").build();
    for (int seed = 0; seed < SEEDS; seed++) {
      List<String> leaving = new ArrayList<>(ALL);
      String coming = leaving.remove(seed % REGIONS);
      create(leaving, region -> on);

      new Leave(leaving, mostLag, seed).with(coming, 80_000, Action.CREATE, on).run();

      assertThat(world.hostRole(coming)).as("seed %s", seed).isEqualTo(World.HOST_ROLE);
      assertThat(world.attached(World.HOST_ROLE))
          .as("seed %s", seed)
          .containsOnly(World.HOST_POLICY, world.iam.policies.firstKey());
      succeeded(world.driver(coming, world.journal).delete(identifier()));
      assertThat(world.iam.policies).as("seed %s", seed).isEmpty();
      assertThat(world.iam.roles).as("seed %s", seed).doesNotContainKey(World.HOST_ROLE);
    }
  }

  /** Puts another state in the place of IAM's. */
  private static void show(IamState other, IamState iam) {
    iam.policies.clear();
    iam.policies.putAll(other.policies);
    iam.roles.clear();
    iam.roles.putAll(other.roles);
  }

  /** What a Region does that does not leave. */
  private record Other(Action action, ResourceModel desired) {}

  /** One run: the Regions that leave, and how late IAM shows what they do. */
  private final class Leave {
    private final Map<String, Other> others = new TreeMap<>();
    private final int mostLag;
    private final RandomGenerator random;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Condition> turns = new HashMap<>();
    private final Map<String, Long> clocks = new TreeMap<>();
    private final Map<String, Long> moments = new TreeMap<>();
    private final NavigableMap<Long, IamState> history = new TreeMap<>();

    Leave(List<String> leaving, int mostLag, int seed) {
      this.mostLag = mostLag;
      this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      history.put(Long.MIN_VALUE, Snapshot.copy(world.iam));
      // Within 3 seconds, as a StackSet begins.
      leaving.forEach(region -> clocks.put(region, random.nextLong(3_000)));
    }

    /** One more Region, which does something else within the time that the others take. */
    Leave with(String region, int withinMilliseconds, Action action, ResourceModel desired) {
      others.put(region, new Other(action, desired));
      clocks.put(region, random.nextLong(withinMilliseconds));
      return this;
    }

    void run() throws InterruptedException, ExecutionException {
      clocks.keySet().forEach(region -> turns.put(region, lock.newCondition()));
      ExecutorService threads = Executors.newFixedThreadPool(clocks.size());
      try {
        List<Future<?>> all = new ArrayList<>();
        List.copyOf(clocks.keySet()).forEach(region -> all.add(threads.submit(() -> act(region))));
        for (Future<?> one : all) {
          one.get();
        }
      } finally {
        threads.shutdownNow();
      }
    }

    private void act(String region) {
      Other other = others.getOrDefault(region, new Other(Action.DELETE, identifier()));
      Driver<ResourceModel, CallbackContext> driver = world.driver(region, new Transport(region));
      try {
        ProgressEvent<ResourceModel, CallbackContext> event =
            driver.once(other.action(), other.desired(), other.desired(), null);
        while (event.isInProgress()) {
          pass(region, 1_000L * event.getCallbackDelaySeconds());
          event =
              driver.once(
                  other.action(), other.desired(), other.desired(), event.getCallbackContext());
        }
        assertThat(event.isSuccess()).as("%s: %s", region, event.getMessage()).isTrue();
      } finally {
        end(region);
      }
    }

    private void pass(String region, long milliseconds) {
      lock.lock();
      try {
        clocks.merge(region, milliseconds, Long::sum);
        wakeNext();
      } finally {
        lock.unlock();
      }
    }

    private void end(String region) {
      lock.lock();
      try {
        clocks.remove(region);
        wakeNext();
      } finally {
        lock.unlock();
      }
    }

    /** The others would see that it is not their turn, and there are many. */
    private void wakeNext() {
      next().ifPresent(region -> turns.get(region).signal());
    }

    private Optional<String> next() {
      return clocks.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** The pages of a listing show one moment; IAM's default of 100 entries holds all tags. */
    private long shown(String region, AwsRequest request, long now) {
      return request.getValueForField("Marker", String.class).isPresent()
          ? moments.get(region)
          : now - random.nextLong(mostLag + 1L);
    }

    private <R> R inTurn(String region, AwsRequest request, Supplier<R> call) {
      lock.lock();
      try {
        while (next().filter(region::equals).isEmpty()) {
          turns.get(region).await();
        }
        return call(region, request, call);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } finally {
        lock.unlock();
      }
    }

    private <R> R call(String region, AwsRequest request, Supplier<R> call) {
      long now = clocks.get(region);
      pass(region, 1 + random.nextLong(MOST_MILLISECONDS_OF_A_CALL));
      String name = CallFailed.operationOf(request);
      if (!name.startsWith("iam") || !Aws.isRead(name)) {
        R answer = call.get();
        history.put(now, Snapshot.copy(world.iam));
        return answer;
      }
      IamState present = new IamState();
      show(world.iam, present);
      moments.put(region, shown(region, request, now));
      show(history.floorEntry(moments.get(region)).getValue(), world.iam);
      try {
        return call.get();
      } finally {
        show(present, world.iam);
      }
    }

    /** The way of one Region to AWS. */
    private final class Transport implements Aws.Transport {
      private final String region;

      Transport(String region) {
        this.region = region;
      }

      @Override
      public <Q extends AwsRequest, R extends AwsResponse> R send(
          Q request, Function<Q, R> operation) {
        return inTurn(region, request, () -> operation.apply(request));
      }
    }
  }
}
