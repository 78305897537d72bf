package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.store.Snapshot;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** A mode's AWS from its beginning, the type before it, and the journal of the calls in between. */
public final class Scene<M, C> {
  private final TypeUnderTest<M, C> type;
  private final Mode<M, C> mode;
  private final Models<M> models;
  private final FakeAws aws;
  private final Journal journal = new Journal();
  private final String start;

  Scene(TypeUnderTest<M, C> type, Mode<M, C> mode) {
    this.type = type;
    this.mode = mode;
    this.models = Models.of(type);
    this.aws = new FakeAws(type.account());
    type.elsewhere(aws);
    mode.before().accept(aws);
    this.start = left();
  }

  /**
   * The mode's AWS as a picture shows it.
   *
   * @param before picture of the AWS that it is to go back to; without one, the mode's beginning
   */
  Scene(TypeUnderTest<M, C> type, Mode<M, C> mode, String picture, Optional<String> before) {
    this.type = type;
    this.mode = mode;
    this.models = Models.of(type);
    this.aws = pictured(picture);
    this.start =
        before.map(this::pictured).map(this::left).orElseGet(() -> new Scene<>(type, mode).start);
  }

  private Scene(Scene<M, C> other) {
    this.type = other.type;
    this.mode = other.mode;
    this.models = other.models;
    this.aws = other.aws.copy();
    this.start = other.start;
  }

  /**
   * The same once more, with a journal of its own: what many cases begin with is brought about
   * once.
   */
  Scene<M, C> copy() {
    return new Scene<>(this);
  }

  /** Of other accounts a picture shows nothing. */
  private FakeAws pictured(String picture) {
    FakeAws pictured = FakeAws.of(picture);
    type.elsewhere(pictured);
    return pictured;
  }

  public FakeAws aws() {
    return aws;
  }

  public Journal journal() {
    return journal;
  }

  /** CloudFormation, whose calls are written down. */
  public Driver<M, C> driver() {
    return driver(journal);
  }

  /** CloudFormation, whose calls go another way. */
  public Driver<M, C> driver(Aws.Transport transport) {
    return type.driver(aws, type.region(), transport);
  }

  public M declared() {
    return mode.declared();
  }

  public M changed() {
    return mode.changed();
  }

  /** Nothing but the identifier, which inputs name. */
  public M identifier() {
    return models.identifierOf(mode.declared());
  }

  /** Creates it; its calls are forgotten. */
  void create() {
    mode.made().accept(this);
    journal.forget();
  }

  void drift() {
    mode.drift().accept(aws);
  }

  /** The model of an operation that has to succeed. */
  public M succeeds(ProgressEvent<M, C> event) {
    assertThat(event.getMessage()).isNull();
    assertThat(event.isSuccess()).isTrue();
    return event.getResourceModel();
  }

  /** What read shows of the inputs. */
  SortedMap<String, Object> inputs() {
    SortedMap<String, Object> inputs = models.properties(succeeds(driver().read(identifier())));
    inputs.keySet().retainAll(models.inputSchemas().keySet());
    return inputs;
  }

  /** A deletion that finds something or nothing. */
  void endsGone(ProgressEvent<M, C> event) {
    if (event.isFailed()) {
      assertThat(event.getErrorCode()).as(event.getMessage()).isEqualTo(HandlerErrorCode.NotFound);
    }
  }

  /** Status, code and models of an end, as text. */
  String end(ProgressEvent<M, C> event) {
    Map<String, Object> end = new TreeMap<>();
    end.put("status", event.getStatus().toString());
    end.put("code", Objects.toString(event.getErrorCode()));
    end.put("model", properties(event.getResourceModel()));
    end.put(
        "models",
        event.getResourceModels() == null
            ? List.of()
            : event.getResourceModels().stream().map(this::properties).toList());
    end.put("token", Objects.toString(event.getNextToken()));
    return Snapshot.text(end);
  }

  private Object properties(M model) {
    return model == null ? "none" : models.properties(model);
  }

  /** The same for ends of several runs, in which AWS draws other ids. */
  String comparable(ProgressEvent<M, C> event) {
    return type.withoutIds(aws, end(event));
  }

  /** What AWS holds, without ids. */
  String held() {
    return type.withoutIds(aws, aws.picture());
  }

  /** The same but for what nobody can delete at once. */
  String lasting() {
    return type.withoutIds(aws, type.lasting(aws));
  }

  /** Of what AWS holds, what has an effect. */
  String effective() {
    return type.withoutIds(aws, type.effective(aws));
  }

  /** What a deletion is to leave. */
  String left() {
    return left(aws);
  }

  private String left(FakeAws some) {
    return type.withoutIds(some, mode.restores() ? type.lasting(some) : type.effective(some));
  }

  /** Nothing is left: all is as it was. */
  void assertNothingIsLeft() {
    assertThat(left()).isEqualTo(start);
  }
}
