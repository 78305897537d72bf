"""Tags: their alphabet and their number.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Tag.html
"""

from typing import Any

from moto.ssm.exceptions import SSMException, ValidationException
from moto.ssm.models import SimpleSystemManagerBackend

from ..patching import extend
from ..tag_text import is_valid

MOST_TAGS = 50

moto_add_tags_to_resource = SimpleSystemManagerBackend.add_tags_to_resource


@extend(SimpleSystemManagerBackend)
def add_tags_to_resource(self: Any, resource_type: str, resource_id: str, tags: dict[str, str]) -> None:
    for key, value in tags.items():
        if key.startswith("aws:") or not is_valid(key, value):
            raise ValidationException(f"Tag {key}: {value} is not valid.")
    held = self.list_tags_for_resource(resource_type, resource_id)
    if len([key for key in held.keys() | tags.keys() if not key.startswith("aws:")]) > MOST_TAGS:
        raise SSMException("TooManyTagsError", "The Targets parameter includes too many tags.")
    moto_add_tags_to_resource(self, resource_type, resource_id, tags)
