"""Tags that AWS keeps for itself, and pages of aliases.

https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html
https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
"""

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms.models import KmsBackend
from moto.kms.responses import KmsResponse

from ..patching import extend

moto_tag_resource = KmsBackend.tag_resource
moto_list_aliases = KmsResponse.list_aliases


@extend(KmsBackend)
def tag_resource(self: KmsBackend, arn: str, tags: dict[str, str]) -> None:
    if any(key.lower().startswith("aws:") for key in tags):
        raise JsonRESTError("TagException", "aws: prefixed tag key names are not allowed for external use.")
    moto_tag_resource(self, arn, tags)


@extend(KmsResponse)
def list_aliases(self: Any) -> str:
    """Limit and Marker; 50 unless asked otherwise."""
    aliases = json.loads(moto_list_aliases(self))["Aliases"]
    start = int(self._get_param("Marker") or 0)
    end = start + int(self._get_param("Limit") or 50)
    page = {"Aliases": aliases[start:end], "Truncated": end < len(aliases)}
    return json.dumps(page | ({"NextMarker": str(end)} if page["Truncated"] else {}))
