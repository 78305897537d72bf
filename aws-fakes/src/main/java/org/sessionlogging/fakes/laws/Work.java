package org.sessionlogging.fakes.laws;

import java.util.Locale;
import org.sessionlogging.fakes.Driver;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** The operations that laws are about. */
enum Work {
  CREATE {
    @Override
    <M, C> ProgressEvent<M, C> carryOut(Scene<M, C> scene, Driver<M, C> driver) {
      return driver.create(scene.declared());
    }
  },
  READ {
    @Override
    <M, C> ProgressEvent<M, C> carryOut(Scene<M, C> scene, Driver<M, C> driver) {
      return driver.read(scene.identifier());
    }
  },
  UPDATE {
    @Override
    <M, C> ProgressEvent<M, C> carryOut(Scene<M, C> scene, Driver<M, C> driver) {
      return driver.update(scene.declared(), scene.changed());
    }
  },
  /** An update to what is declared already, of what has drifted. */
  REPAIR {
    @Override
    <M, C> void prepare(Scene<M, C> scene) {
      super.prepare(scene);
      scene.drift();
    }

    @Override
    <M, C> ProgressEvent<M, C> carryOut(Scene<M, C> scene, Driver<M, C> driver) {
      return driver.update(scene.declared(), scene.declared());
    }
  },
  DELETE {
    @Override
    <M, C> ProgressEvent<M, C> carryOut(Scene<M, C> scene, Driver<M, C> driver) {
      return driver.delete(scene.identifier());
    }
  },
  LIST {
    @Override
    <M, C> ProgressEvent<M, C> carryOut(Scene<M, C> scene, Driver<M, C> driver) {
      return driver.list(null);
    }
  };

  /** Brings about what the operation finds. */
  <M, C> void prepare(Scene<M, C> scene) {
    if (this != CREATE) {
      scene.create();
    }
  }

  abstract <M, C> ProgressEvent<M, C> carryOut(Scene<M, C> scene, Driver<M, C> driver);

  /** Whether it answers at once and changes nothing. */
  boolean looksOnly() {
    return this == READ || this == LIST;
  }

  /** Whether it makes what is there into what is declared. */
  boolean changes() {
    return this == UPDATE || this == REPAIR;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
