package org.sessionlogging.fakes.iam;

import org.sessionlogging.fakes.store.Store;
import org.sessionlogging.fakes.sts.FakeSts;

/** IAM of one account, the same from every Region. */
public final class FakeIam
    implements PolicyCalls,
        VersionCalls,
        ProfileCalls,
        RoleCalls,
        RoleLifeCalls,
        BoundaryCalls,
        PrincipalCalls,
        SimulationCalls {
  private final Reach reach;

  public FakeIam(Store<IamState> store, FakeSts sts, String account) {
    this.reach = new Reach(store, sts, account);
  }

  @Override
  public Reach reach() {
    return reach;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
