package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.THERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ServiceSetting;

/** The service setting of Default Host Management Configuration. */
abstract class SettingFacts {
  private static final String API =
      "https://docs.aws.amazon.com/systems-manager/latest/APIReference/";
  private static final String ID = "/ssm/managed-instance/default-ec2-instance-management-role";

  private final AwsUnderTest aws;
  private final SsmClient ssm;

  SettingFacts(AwsUnderTest aws) {
    this.aws = aws;
    this.ssm = aws.ssm(HERE);
  }

  private static ServiceSetting read(SsmClient ssm, String id) {
    return ssm.getServiceSetting(it -> it.settingId(id)).serviceSetting();
  }

  private void update(String value) {
    assertThat(ssm.updateServiceSetting(it -> it.settingId(ID).settingValue(value))).isNotNull();
  }

  @AfterEach
  void reset() {
    assertThat(ssm.resetServiceSetting(it -> it.settingId(ID)).serviceSetting().settingValue())
        .isEqualTo("$None");
  }

  @Test
  @Source("https://github.com/turbot/steampipe-plugin-aws/pull/2611: $None where it is not set")
  void itIsOffWhereNobodyHasSetIt() {
    assertThat(read(ssm, ID).settingValue()).isEqualTo("$None");
    assertThat(read(ssm, ID).status()).isEqualTo("Default");
  }

  @Test
  @Source(
      API
          + "API_UpdateServiceSetting.html, SettingValue: the name of a role; API_ServiceSetting.html")
  void itHoldsWhatWasWrittenInItsRegionAlone() {
    update("service-role/Hosts");

    assertThat(read(ssm, ID).settingValue()).isEqualTo("service-role/Hosts");
    assertThat(read(ssm, ID).status()).isEqualTo("Customized");
    assertThat(read(aws.ssm(THERE), ID).settingValue()).isEqualTo("$None");
  }

  @Test
  @Source(API + "API_ResetServiceSetting.html: as provisioned by the service team")
  void aResetMakesItAsItWasAtFirst() {
    update("Hosts");

    reset();

    assertThat(read(ssm, ID).settingValue()).isEqualTo("$None");
    assertThat(read(ssm, ID).status()).isEqualTo("Default");
  }

  @Test
  @Source(API + "API_GetServiceSetting.html, SettingId: ARN; Errors: ServiceSettingNotFound")
  void anArnNamesTheSameSettingAndOthersAreNotFound() {
    update("Hosts");

    assertThat(
            read(ssm, "arn:aws:ssm:" + HERE + ":" + aws.account() + ":servicesetting" + ID)
                .settingValue())
        .isEqualTo("Hosts");
    assertThat(refusal(() -> read(ssm, "/ssm/no/such"))).isEqualTo("ServiceSettingNotFound");
  }
}
