package org.sessionlogging.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.settings.DefaultRole;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;

class HostManagementLookTest {
  private static final String HERE = "eu-central-1";

  private final FakeAws fake = new FakeAws("111122223333");

  private DefaultRole now() {
    return new HostManagementLook(new Aws(new Journal(), Runnable::run), fake.ssm(HERE)).now();
  }

  @Test
  void neverSetIsOff() {
    assertThat(now()).isEqualTo(DefaultRole.NONE).hasToString("off");
    assertThat(now().isOn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole, AWSSystemsManagerDefaultEC2InstanceManagementRole, false",
    "AWS-QuickSetup-SSM, AWS-QuickSetup-SSM, false",
    "SessionLoggingDefaultHostManagementRole, SessionLoggingDefaultHostManagementRole, true",
  })
  void aRoleIsKnownByItsNameWithOrWithoutAPath(String setting, String name, boolean ours) {
    fake.ssm().settingsIn(HERE).put(HostManagementLook.SETTING_ID, setting);

    assertThat(now().name()).isEqualTo(Optional.of(name));
    assertThat(now().isOurs()).isEqualTo(ours);
    assertThat(now()).hasToString(setting);
  }

  @ParameterizedTest
  @CsvSource({"$None", "''"})
  void whatIsNoRoleIsOff(String setting) {
    fake.ssm().settingsIn(HERE).put(HostManagementLook.SETTING_ID, setting);

    assertThat(now().isOn()).isFalse();
  }
}
