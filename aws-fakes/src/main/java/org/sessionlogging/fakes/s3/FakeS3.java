package org.sessionlogging.fakes.s3;

import org.sessionlogging.fakes.organizations.FakeOrganizations;
import org.sessionlogging.fakes.store.Store;

/** S3 as one account reaches it in one Region. */
public final class FakeS3
    implements BucketCalls,
        AccessCalls,
        SettingCalls,
        RetentionCalls,
        ReportCalls,
        ObjectCalls,
        UploadCalls {
  private final Reach reach;

  public FakeS3(
      Store<S3State> store, FakeOrganizations organizations, String account, String region) {
    this.reach = new Reach(store, organizations, account, region);
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
