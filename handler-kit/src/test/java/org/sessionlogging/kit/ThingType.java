package org.sessionlogging.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sessionlogging.kit.Things.CreateRequest;
import org.sessionlogging.kit.Things.DeleteRequest;
import org.sessionlogging.kit.Things.GetRequest;
import org.sessionlogging.kit.Things.PutRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** A resource type of a root and two settings, one of which wants time on its first writing. */
final class ThingType implements ResourceType<Thing> {
  private final Things things;

  /** Names that the type refuses, and things that it refuses to delete. */
  String refused = "";

  ThingType(Things things) {
    this.things = things;
  }

  @Override
  public Thing identified(Thing model, Session session) {
    if (refused.equals(model.name())) {
      throw Refused.invalid("Name is refused: choose another.");
    }
    String name = Objects.requireNonNullElse(model.name(), "thing");
    return new Thing(name, model.kind(), model.size(), model.shiny(), model.arn());
  }

  @Override
  public List<Object> createOnly(Thing model, Session session) {
    return Arrays.asList(identified(model, session).name(), kind(model));
  }

  @Override
  public Optional<String> taken(Thing model, Session session) {
    return live(model.name(), session).map(it -> "thing " + model.name() + " exists.");
  }

  @Override
  public boolean exists(Thing model, Session session) {
    return live(model.name(), session).isPresent();
  }

  @Override
  public boolean remains(Thing model, Session session) {
    return exists(model, session);
  }

  @Override
  public List<Part<?>> parts(Thing model, Session session) {
    if (Objects.equals(model.size(), 13)) {
      throw Refused.invalid("Size is 13: give 1 to 9.");
    }
    List<Part<?>> parts = new ArrayList<>();
    parts.add(new RootPart(model, session));
    parts.add(new SettingPart(model, session, "Size", String.valueOf(size(model)), 0));
    parts.add(
        new SettingPart(
            model,
            session,
            "Shiny",
            String.valueOf(Objects.requireNonNullElse(model.shiny(), false)),
            4));
    return parts;
  }

  @Override
  public Thing read(Thing model, Session session) {
    Map<String, String> live = live(model.name(), session).orElseThrow();
    return new Thing(
        model.name(),
        live.get("Kind"),
        Integer.valueOf(live.getOrDefault("Size", "0")),
        Boolean.valueOf(live.get("Shiny")),
        "arn:thing/" + model.name());
  }

  @Override
  public void mayDelete(Thing model, Session session) {
    if (live(model.name(), session).orElseThrow().containsKey("Contents")) {
      throw new Refused(HandlerErrorCode.ResourceConflict, "The thing is full: empty it first.");
    }
  }

  @Override
  public List<Removal> removals(Thing model, Session session) {
    return List.of(
        new Removal() {
          @Override
          public String name() {
            return "the thing";
          }

          @Override
          public Step remove() {
            if (!exists(model, session)) {
              return Step.DONE;
            }
            session.aws().call(new DeleteRequest(model.name()), things::delete);
            return Step.wait(3, "the thing to go");
          }
        });
  }

  @Override
  public Page<Thing> list(Optional<String> token, Session session) {
    return token.isEmpty()
        ? new Page<>(List.of(Thing.named("first")), Optional.of("2"))
        : new Page<>(List.of(Thing.named("second")), Optional.empty());
  }

  private Optional<Map<String, String>> live(String name, Session session) {
    return session
        .aws()
        .find(new GetRequest(name), things::get, "NoSuchThing")
        .map(answer -> answer.attributes);
  }

  private static String kind(Thing model) {
    return Objects.requireNonNullElse(model.kind(), "ROUND");
  }

  private static int size(Thing model) {
    return Objects.requireNonNullElse(model.size(), 1);
  }

  private final class RootPart implements Part<String> {
    private final Thing model;
    private final Session session;

    RootPart(Thing model, Session session) {
      this.model = model;
      this.session = session;
    }

    @Override
    public String name() {
      return "thing";
    }

    @Override
    public Optional<String> live() {
      return ThingType.this.live(model.name(), session).map(it -> it.get("Kind"));
    }

    @Override
    public String desired() {
      return kind(model);
    }

    @Override
    public Step put(String desired, Optional<String> live) {
      session.aws().call(new CreateRequest(model.name(), desired), things::create);
      session.progress().note("made", model.name());
      return Step.handBack("the thing");
    }
  }

  private final class SettingPart implements Part<String> {
    private final Thing model;
    private final Session session;
    private final String key;
    private final String desired;
    private final int seconds;

    SettingPart(Thing model, Session session, String key, String desired, int seconds) {
      this.model = model;
      this.session = session;
      this.key = key;
      this.desired = desired;
      this.seconds = seconds;
    }

    @Override
    public String name() {
      return "the " + key;
    }

    @Override
    public Optional<String> live() {
      return ThingType.this.live(model.name(), session).map(it -> it.get(key));
    }

    @Override
    public String desired() {
      return desired;
    }

    @Override
    public Step put(String desired, Optional<String> live) {
      session.aws().call(new PutRequest(model.name(), key, desired), things::put);
      return seconds > 0 && live.isEmpty() ? Step.wait(seconds, name()) : Step.DONE;
    }
  }
}
