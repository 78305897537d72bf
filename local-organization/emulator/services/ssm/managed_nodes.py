"""Managed nodes: instances whose agent has found a role to register with.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.ssm.responses import SimpleSystemManagerResponse

from ..patching import extend
from .listings import page

AGENT_VERSION = "3.3.1345.0"
HOST_MANAGEMENT = "/ssm/managed-instance/default-ec2-instance-management-role"


@extend(SimpleSystemManagerResponse)
def describe_instance_information(self: Any) -> ActionResult:
    """Running instances with a profile, whose role is not told, or else with the role of Default Host Management, which is
    (API_InstanceInformation: IamRole; what a profile's role allows is not asked here). Filters are not emulated."""
    told = self.ssm_backend.service_settings.get(HOST_MANAGEMENT) if hasattr(self.ssm_backend, "service_settings") else None
    instances = ec2_backends[self.current_account][self.region].all_instances()
    nodes = [
        _node(instance.id, None if instance.iam_instance_profile else told["value"])
        for instance in sorted(instances, key=lambda instance: instance.id)
        if instance._state.name == "running" and (instance.iam_instance_profile or told)
    ]
    some, token = page(nodes, self._get_param("MaxResults"), self._get_param("NextToken"))
    return ActionResult({"InstanceInformationList": some, "NextToken": token})


def _node(instance_id: str, role: str | None) -> dict[str, Any]:
    node = {
        "InstanceId": instance_id,
        "PingStatus": "Online",
        "AgentVersion": AGENT_VERSION,
        "PlatformType": "Linux",
        "ResourceType": "EC2Instance",
        "SourceId": instance_id,
        "SourceType": "AWS::EC2::Instance",
    }
    return node | ({"IamRole": role} if role else {})
