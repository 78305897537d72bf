package org.sessionlogging.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.aws.Page;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.contract.Patience;
import org.sessionlogging.kit.contract.Proof;
import org.sessionlogging.kit.contract.ResourceType;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** A resource type of a root and two settings, one of which wants time on its first writing. */
public final class ThingType implements ResourceType<Thing> {
  private final Things things;

  /** Names that the type refuses, and things that it refuses to delete. */
  public String refused = "";

  /** What has to be shown before a success. */
  public Optional<Proof> proof = Optional.empty();

  /** The declaration that was a success before. */
  public Thing success;

  public ThingType(Things things) {
    this.things = things;
  }

  @Override
  public Thing identified(Thing model, Invocation invocation) {
    if (refused.equals(model.name())) {
      throw Refused.invalid("Name is refused: choose another.");
    }
    String name = Objects.requireNonNullElse(model.name(), "thing");
    return new Thing(name, model.kind(), model.size(), model.shiny(), model.arn());
  }

  @Override
  public List<Object> createOnly(Thing model, Invocation invocation) {
    return Arrays.asList(identified(model, invocation).name(), kind(model));
  }

  @Override
  public Optional<String> taken(Thing model, Invocation invocation) {
    return answer(model.name(), invocation)
        .filter(it -> it.madeBy.isEmpty() || !it.madeBy.equals(invocation.requestMark()))
        .map(it -> "thing " + model.name() + " exists.");
  }

  @Override
  public boolean exists(Thing model, Invocation invocation) {
    return live(model.name(), invocation).isPresent();
  }

  @Override
  public boolean remains(Thing model, Invocation invocation) {
    return exists(model, invocation);
  }

  @Override
  public List<Part<?>> parts(Thing model, Invocation invocation) {
    if (Objects.equals(model.size(), 13)) {
      throw new IllegalStateException("Size is 13: give 1 to 9.");
    }
    List<Part<?>> parts = new ArrayList<>();
    parts.add(Part.of(new Root(model, invocation), kind(model)));
    parts.add(Part.of(new Setting(model, invocation, "Size", 0), String.valueOf(size(model))));
    parts.add(
        Part.of(
            new Setting(model, invocation, "Shiny", 4),
            String.valueOf(Objects.requireNonNullElse(model.shiny(), false))));
    return parts;
  }

  @Override
  public Thing read(Thing model, Invocation invocation) {
    Map<String, String> live = live(model.name(), invocation).orElseThrow();
    return new Thing(
        model.name(),
        live.get("Kind"),
        Integer.valueOf(live.getOrDefault("Size", "0")),
        Boolean.valueOf(live.get("Shiny")),
        live.get("Arn"));
  }

  @Override
  public Map<String, Function<Thing, String>> outputs() {
    return Map.of("Arn", Thing::arn);
  }

  @Override
  public Optional<Proof> proof(Thing model, Invocation invocation) {
    return proof;
  }

  @Override
  public boolean wasSuccess(Thing model, Invocation invocation) {
    return model.equals(success);
  }

  @Override
  public void mayDelete(Thing model, Invocation invocation) {
    if (live(model.name(), invocation).orElseThrow().containsKey("Contents")) {
      throw new Refused(HandlerErrorCode.ResourceConflict, "The thing is full: empty it first.");
    }
  }

  @Override
  public List<Removal> removals(Thing model, Invocation invocation) {
    return List.of(
        new Removal() {
          @Override
          public String name() {
            return "the thing";
          }

          @Override
          public Step remove() {
            if (!exists(model, invocation)) {
              return Step.DONE;
            }
            invocation.aws().call(things, new Things.DeleteRequest(model.name()), Things::delete);
            return Step.wait(3, "the thing to go");
          }
        });
  }

  @Override
  public Page<Thing> list(Optional<String> token, Invocation invocation) {
    return token.isEmpty()
        ? new Page<>(List.of(Thing.named("first")), Optional.of("2"))
        : new Page<>(List.of(Thing.named("second")), Optional.empty());
  }

  private Optional<Map<String, String>> live(String name, Invocation invocation) {
    return answer(name, invocation).map(answer -> answer.attributes);
  }

  private Optional<Things.Answer> answer(String name, Invocation invocation) {
    return invocation.aws().find(things, new Things.GetRequest(name), Things::get, "NoSuchThing");
  }

  private static String kind(Thing model) {
    return Objects.requireNonNullElse(model.kind(), "ROUND");
  }

  private static int size(Thing model) {
    return Objects.requireNonNullElse(model.size(), 1);
  }

  @Override
  public Failures failures() {
    return Failures.OF_EVERY_SERVICE.withPassing(
        Patience.afterOwnWrites(Duration.ofMinutes(2)),
        HandlerErrorCode.NotStabilized,
        "Look who changes the thing.",
        "ThingIsForming");
  }

  @Override
  public boolean isInvalid(RuntimeException e) {
    return e instanceof IllegalStateException;
  }

  private final class Root implements Handle<String> {
    private final Thing model;
    private final Invocation invocation;

    Root(Thing model, Invocation invocation) {
      this.model = model;
      this.invocation = invocation;
    }

    @Override
    public String name() {
      return "thing";
    }

    @Override
    public Optional<String> read() {
      return live(model.name(), invocation).map(it -> it.get("Kind"));
    }

    @Override
    public Step write(String kind, Optional<String> live) {
      invocation
          .aws()
          .call(
              things,
              new Things.CreateRequest(model.name(), kind, invocation.requestMark()),
              Things::create);
      invocation.progress().note("made", model.name());
      return Step.handBack("the thing");
    }
  }

  private final class Setting implements Handle<String> {
    private final Thing model;
    private final Invocation invocation;
    private final String key;
    private final int seconds;

    Setting(Thing model, Invocation invocation, String key, int seconds) {
      this.model = model;
      this.invocation = invocation;
      this.key = key;
      this.seconds = seconds;
    }

    @Override
    public String name() {
      return "the " + key;
    }

    @Override
    public Optional<String> read() {
      return live(model.name(), invocation).map(it -> it.get(key));
    }

    @Override
    public Step write(String value, Optional<String> live) {
      invocation.aws().call(things, new Things.PutRequest(model.name(), key, value), Things::put);
      return seconds > 0 && live.isEmpty() ? Step.wait(seconds, name()) : Step.DONE;
    }
  }
}
