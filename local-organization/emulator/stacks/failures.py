"""How CloudFormation refuses a request.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
"""

from collections.abc import Iterable
from typing import Any

from moto.cloudformation.exceptions import CloudFormationError, ValidationError


def invalid(message: str) -> ValidationError:
    return ValidationError(message=message)


def refuse_unread(where: str, given: dict[str, Any], read: Iterable[str]) -> None:
    """Nothing that was asked for is ignored without a word."""
    unread = sorted(name for name, value in given.items() if value and name not in read)
    if unread:
        raise invalid(f"{where}: not emulated: {', '.join(unread)}")


class InvalidAction(CloudFormationError):
    """An operation that the emulator does not have."""

    code = "InvalidAction"


class InsufficientCapabilities(CloudFormationError):
    """The template makes IAM resources and the request does not acknowledge it."""

    code = "InsufficientCapabilitiesException"


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


class RegistryFailure(CloudFormationError):
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RegisterType.html#API_RegisterType_Errors"""

    code = "CFNRegistryException"


class TypeNotFound(CloudFormationError):
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html#API_DescribeType_Errors"""

    code = "TypeNotFoundException"
