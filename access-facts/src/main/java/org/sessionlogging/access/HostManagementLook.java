package org.sessionlogging.access;

import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.settings.DefaultRole;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetServiceSettingRequest;

/** The service setting of one Region that turns Default Host Management on, by naming a role. */
public record HostManagementLook(Aws aws, SsmClient ssm) {
  /** Id of the setting, which SSM takes in place of its ARN. */
  public static final String SETTING_ID =
      "/ssm/managed-instance/default-ec2-instance-management-role";

  /** What it is while it is off (turbot/steampipe-plugin-aws PR#2611). */
  private static final String OFF = "$None";

  /** A Region where SSM does not have it. */
  public static final String ABSENT = "ServiceSettingNotFound";

  /** The role that it names now. */
  public DefaultRole now() {
    return aws.find(
            ssm,
            GetServiceSettingRequest.builder().settingId(SETTING_ID).build(),
            SsmClient::getServiceSetting,
            ABSENT)
        .map(found -> found.serviceSetting().settingValue())
        .filter(value -> !value.isEmpty() && !value.equals(OFF))
        .map(DefaultRole::named)
        .orElse(DefaultRole.NONE);
  }
}
