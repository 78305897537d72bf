package org.sessionlogging.fakes.laws;

import java.util.List;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Operations in a row that meet the lag.
 *
 * @param settled whether all that the first of them finds shows already
 */
record Moment(String name, boolean settled, List<Work> works) {
  static final List<Moment> ALL =
      List.of(
          new Moment("create", false, List.of(Work.CREATE)),
          new Moment("create and read", false, List.of(Work.CREATE, Work.READ)),
          new Moment("create and list", false, List.of(Work.CREATE, Work.LIST)),
          new Moment("create and delete", false, List.of(Work.CREATE, Work.DELETE)),
          new Moment("update", true, List.of(Work.UPDATE)),
          new Moment("repair", true, List.of(Work.REPAIR)),
          new Moment("delete", true, List.of(Work.DELETE)));

  /** Brings about what shows already. */
  <M, C> void prepare(Scene<M, C> scene) {
    if (settled) {
      works.get(0).prepare(scene);
    }
  }

  /** The end of the last one, whose calls alone are in the journal. */
  <M, C> ProgressEvent<M, C> carryOut(Scene<M, C> scene, Lag lag) {
    scene.aws().lag(lag);
    ProgressEvent<M, C> end = null;
    for (Work work : works) {
      scene.journal().forget();
      end = work.carryOut(scene, scene.driver());
    }
    return end;
  }

  boolean deletes() {
    return works.contains(Work.DELETE);
  }

  @Override
  public String toString() {
    return name;
  }
}
