"""Service settings of an account in a Region: the one of Default Host Management.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ServiceSetting.html
"""

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.ssm.exceptions import SSMException
from moto.ssm.responses import SimpleSystemManagerResponse

from ..patching import extend

# With what a new account holds, https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetServiceSetting.html
SETTINGS = {"/ssm/managed-instance/default-ec2-instance-management-role": "$None"}


@extend(SimpleSystemManagerResponse)
def _setting(self: Any) -> tuple[str, dict[str, dict[str, Any]]]:
    setting_id = self._get_param("SettingId")
    setting_id = setting_id.split(":servicesetting")[-1]  # an ARN names the same setting
    if setting_id not in SETTINGS:
        raise SSMException("ServiceSettingNotFound", f"Setting {setting_id} not found.")
    backend = self.ssm_backend
    if not hasattr(backend, "service_settings"):
        backend.service_settings = {}
    return setting_id, backend.service_settings


@extend(SimpleSystemManagerResponse)
def _describe_setting(self: Any) -> dict[str, Any]:
    setting_id, customized = self._setting()
    changed = customized.get(setting_id)
    return {
        "SettingId": setting_id,
        "SettingValue": changed["value"] if changed else SETTINGS[setting_id],
        "LastModifiedDate": changed["date"] if changed else None,
        "LastModifiedUser": changed["user"] if changed else "System",
        "ARN": f"arn:{self.partition}:ssm:{self.region}:{self.current_account}:servicesetting{setting_id}",
        "Status": "Customized" if changed else "Default",
    }


@extend(SimpleSystemManagerResponse)
def get_service_setting(self: Any) -> ActionResult:
    return ActionResult({"ServiceSetting": self._describe_setting()})


@extend(SimpleSystemManagerResponse)
def update_service_setting(self: Any) -> ActionResult:
    setting_id, customized = self._setting()
    customized[setting_id] = {
        "value": self._get_param("SettingValue"),
        "date": utcnow(),
        "user": f"arn:{self.partition}:iam::{self.current_account}:root",
    }
    return EmptyResult()


@extend(SimpleSystemManagerResponse)
def reset_service_setting(self: Any) -> ActionResult:
    """Answers with the setting as it is after the reset (API_ResetServiceSetting)."""
    setting_id, customized = self._setting()
    customized.pop(setting_id, None)
    return ActionResult({"ServiceSetting": self._describe_setting()})
