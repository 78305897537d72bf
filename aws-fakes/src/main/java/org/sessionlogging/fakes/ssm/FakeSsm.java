package org.sessionlogging.fakes.ssm;

import org.sessionlogging.fakes.store.Store;

/** SSM of one account in one Region. */
public final class FakeSsm
    implements DocumentCalls,
        VersionCalls,
        NodeCalls,
        ParameterCalls,
        SettingCalls,
        SessionCalls,
        TagCalls {
  private final Reach reach;
  private final Habits habits;

  public FakeSsm(Store<SsmState> store, String region) {
    this(store, region, new Habits());
  }

  /** One of those habits. */
  public FakeSsm(Store<SsmState> store, String region, Habits habits) {
    this.reach = new Reach(store, region);
    this.habits = habits;
  }

  @Override
  public Reach reach() {
    return reach;
  }

  /** To be changed at will. */
  @Override
  public Habits habits() {
    return habits;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
