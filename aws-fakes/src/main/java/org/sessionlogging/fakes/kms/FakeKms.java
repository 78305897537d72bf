package org.sessionlogging.fakes.kms;

import org.sessionlogging.fakes.store.Store;

/** KMS of one account in one Region. */
public final class FakeKms implements KeyCalls, KeySettingCalls, AliasCalls {
  private final Reach reach;

  public FakeKms(Store<KmsState> store, String account, String region) {
    this.reach = new Reach(store, account, region);
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
