"""Two tests beside CloudFormation's own: read and delete may be given nothing but the primary identifier.

Written, named and collected as the suite's own tests are.
"""

import pytest
from rpdk.core.contract.interface import Action, HandlerErrorCode, OperationStatus


def identifier_of(resource_client, model):
    return {path[-1]: model[path[-1]] for path in resource_client.primary_identifier_paths}


@pytest.fixture
def created(resource_client):
    request = resource_client.generate_create_example()
    _status, response, _error = resource_client.call_and_assert(Action.CREATE, OperationStatus.SUCCESS, request)
    yield response["resourceModel"]
    status, response = resource_client.call(Action.DELETE, response["resourceModel"])
    if status == OperationStatus.FAILED:
        assert resource_client.assert_failed(status, response) == HandlerErrorCode.NotFound


@pytest.mark.read
def contract_read_by_identifier_alone(resource_client, created):
    _status, whole, _error = resource_client.call_and_assert(Action.READ, OperationStatus.SUCCESS, created)
    identifier = identifier_of(resource_client, created)
    _status, alone, _error = resource_client.call_and_assert(Action.READ, OperationStatus.SUCCESS, identifier)
    assert alone["resourceModel"] == whole["resourceModel"]


@pytest.mark.delete
def contract_delete_by_identifier_alone(resource_client, created):
    identifier = identifier_of(resource_client, created)
    resource_client.call_and_assert(Action.DELETE, OperationStatus.SUCCESS, identifier)
    _status, _response, error = resource_client.call_and_assert(Action.READ, OperationStatus.FAILED, identifier)
    assert error == HandlerErrorCode.NotFound
