package org.sessionlogging.member;

/** Where the generated wrapper finds the schema. */
class Configuration extends BaseConfiguration {

  Configuration() {
    super(Member.SCHEMA);
  }
}
