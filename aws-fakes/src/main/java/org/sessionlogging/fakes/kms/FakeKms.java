package org.sessionlogging.fakes.kms;

import org.sessionlogging.fakes.organizations.FakeOrganizations;
import org.sessionlogging.fakes.store.Store;
import org.sessionlogging.fakes.sts.FakeSts;

/** KMS of one account in one Region. */
public final class FakeKms implements KeyCalls, KeySettingCalls, UseCalls, AliasCalls {
  private final Reach reach;

  public FakeKms(
      Store<KmsState> store,
      FakeSts sts,
      FakeOrganizations organizations,
      String account,
      String region) {
    this.reach = new Reach(store, sts, organizations, account, region);
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
