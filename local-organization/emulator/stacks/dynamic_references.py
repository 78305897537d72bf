"""Dynamic references in properties of resources: plaintext parameters of SSM in the stack's account and Region.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
Those of another service are refused by its name.
"""

import re
from typing import Any

from moto.ssm.models import ssm_backends

from .failures import invalid

REFERENCE = re.compile(r"\{\{resolve:([a-z-]+):([^{}]+)\}\}")


def dereferenced(value: Any, account: str, region: str) -> Any:
    """The value, whose functions are resolved already, with what its references lead to now."""
    if isinstance(value, list):
        return [dereferenced(item, account, region) for item in value]
    if isinstance(value, dict):
        return {key: dereferenced(item, account, region) for key, item in value.items()}
    if isinstance(value, str):
        return REFERENCE.sub(lambda found: _parameter(*found.groups(), account, region), value)
    return value


def _parameter(service: str, name: str, account: str, region: str) -> str:
    """The latest version, or that of `name:version`."""
    if service != "ssm":
        raise invalid(f"Dynamic references: not emulated: {service}")
    parameter = ssm_backends[account][region].get_parameter(name)
    if not parameter:
        raise invalid(f"Parameters: [ssm:{name}] cannot be found.")
    if parameter.parameter_type == "SecureString":
        raise invalid(f"Parameters [ssm:{name}] referenced by template have types not supported by CloudFormation.")
    return str(parameter.value)
