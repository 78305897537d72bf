"""How StackSets refuse a request, where moto has no such error.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html#API_CreateStackSet_Errors
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStackInstances.html#API_DeleteStackInstances_Errors
"""

from moto.cloudformation.exceptions import CloudFormationError


class NameAlreadyExists(CloudFormationError):
    code = "NameAlreadyExistsException"


class OperationInProgress(CloudFormationError):
    code = "OperationInProgressException"


class OperationNotFound(CloudFormationError):
    code = "OperationNotFoundException"


class StackInstanceNotFound(CloudFormationError):
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackInstance.html#API_DescribeStackInstance_Errors"""

    code = "StackInstanceNotFoundException"


class StackSetNotEmpty(CloudFormationError):
    code = "StackSetNotEmptyException"
