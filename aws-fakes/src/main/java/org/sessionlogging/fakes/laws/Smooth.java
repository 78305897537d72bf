package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.sessionlogging.fakes.Driver;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** An operation of a mode, and how it goes when nothing fails. */
final class Smooth<M, C> {
  private final Mode<M, C> mode;
  private final Work work;
  private final String found;
  private final String end;
  private final String held;
  private final String lasting;
  private final String gone;
  private final List<String> calls;
  private final Scene<M, C> beginning;
  private String deletedAtOnce;

  Smooth(TypeUnderTest<M, C> type, Mode<M, C> mode, Work work) {
    this.mode = mode;
    this.work = work;
    this.beginning = new Scene<>(type, mode);
    work.prepare(beginning);
    this.found = beginning.aws().picture();
    Scene<M, C> scene = begun();
    ProgressEvent<M, C> event = carryOut(scene, scene.driver());
    assertThat(event.getMessage()).as(toString()).isNull();
    this.end = scene.comparable(event);
    this.held = scene.held();
    this.lasting = scene.lasting();
    this.calls = scene.journal().calls();
    assertThat(calls).as(toString()).hasSizeGreaterThan(work.looksOnly() ? 0 : 5);
    if (work.changes()) {
      scene.succeeds(scene.driver().delete(scene.identifier()));
    }
    this.gone = scene.lasting();
  }

  /** Its beginning, once more. */
  Scene<M, C> begun() {
    return beginning.copy();
  }

  /** A creation may meet a lag; after it everything shows. */
  ProgressEvent<M, C> carryOut(Scene<M, C> scene, Driver<M, C> driver) {
    if (work == Work.CREATE) {
      scene.aws().lag(mode.lag());
    }
    ProgressEvent<M, C> event = work.carryOut(scene, driver);
    scene.aws().settle();
    return event;
  }

  Work work() {
    return work;
  }

  /** The picture of what it finds. */
  String found() {
    return found;
  }

  /** Its answer, to be compared with {@link Scene#comparable}. */
  String end() {
    return end;
  }

  /** What AWS holds after it, to be compared with {@link Scene#held}. */
  String held() {
    return held;
  }

  /** Of that, what is to be compared with {@link Scene#lasting}. */
  String lasting() {
    return lasting;
  }

  /** The same after a deletion that follows it. */
  String gone() {
    return gone;
  }

  /**
   * What has an effect where a deletion comes in its place, to be compared with {@link
   * Scene#effective}.
   */
  String deletedAtOnce() {
    if (deletedAtOnce == null) {
      Scene<M, C> scene = begun();
      scene.succeeds(scene.driver().delete(scene.identifier()));
      deletedAtOnce = scene.effective();
    }
    return deletedAtOnce;
  }

  List<String> calls() {
    return calls;
  }

  /** The beginning of the names of its cases. */
  @Override
  public String toString() {
    return work + ", " + mode + ", ";
  }
}
