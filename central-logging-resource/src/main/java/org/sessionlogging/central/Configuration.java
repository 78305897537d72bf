package org.sessionlogging.central;

class Configuration extends BaseConfiguration {
  Configuration() {
    super(Central.SCHEMA);
  }
}
