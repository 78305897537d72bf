"""The service setting of Default Host Management."""

from typing import Any

from emulated import Aws, refused

SETTING = "/ssm/managed-instance/default-ec2-instance-management-role"


def test_default_host_management_setting(aws: Aws, ssm: Any) -> None:
    def read(client: Any = ssm) -> tuple[str, str]:
        setting = client.get_service_setting(SettingId=SETTING)["ServiceSetting"]
        return setting["SettingValue"], setting["Status"]

    assert read() == ("$None", "Default")
    ssm.update_service_setting(SettingId=SETTING, SettingValue="service-role/Mine")
    assert read() == ("service-role/Mine", "Customized")
    arn = ssm.get_service_setting(SettingId=SETTING)["ServiceSetting"]["ARN"]
    assert ssm.get_service_setting(SettingId=arn)["ServiceSetting"]["SettingId"] == SETTING
    assert read(aws.client("ssm", region="us-east-1")) == ("$None", "Default")
    assert ssm.reset_service_setting(SettingId=SETTING)["ServiceSetting"]["SettingValue"] == "$None"
    assert read() == ("$None", "Default")
    assert refused(lambda: ssm.get_service_setting(SettingId="/ssm/no/such")) == "ServiceSettingNotFound"
