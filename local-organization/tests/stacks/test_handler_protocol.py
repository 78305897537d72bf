"""What a handler is sent, and what its answers mean."""

from typing import Any

from emulated import ACCOUNT, REGION, Aws, delete, failure_reasons, settled
from things import THING, StandIn, create, template, thing, update


def test_create_sends_the_whole_protocol(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    body = template(A=thing({"Name": "a", "Count": 3, "On": True, "Nested": {"Off": False, "List": [1]}}))
    stack = create(cfn, body, Tags=[{"Key": "team", "Value": "x"}])
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    (request,) = stand_in.requests
    data = request["requestData"]
    assert request["action"] == "CREATE"
    assert request["resourceType"] == THING
    assert request["awsAccountId"] == ACCOUNT
    assert request["region"] == REGION
    assert request["stackId"] == stack["StackId"]
    assert request["bearerToken"]
    assert request["callbackContext"] is None
    assert data["resourceProperties"] == {
        "Name": "a",
        "Count": "3",
        "On": "true",
        "Nested": {"Off": "false", "List": ["1"]},
    }
    assert data["previousResourceProperties"] is None
    assert data["logicalResourceId"] == "A"
    assert data["stackTags"] == {"team": "x"}
    assert data["systemTags"]["aws:cloudformation:stack-name"] == "stack"
    for credentials in ("callerCredentials", "providerCredentials"):
        assert set(data[credentials]) == {"accessKeyId", "secretAccessKey", "sessionToken"}


def test_in_progress_is_invoked_again_on_a_virtual_clock(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    assert create(cfn, template(A=thing({"Name": "a", "Slow": 3})))["StackStatus"] == "CREATE_COMPLETE"
    assert [r["callbackContext"] for r in stand_in.requests] == [None, {"answers": 1}, {"answers": 2}, {"answers": 3}]
    assert len({r["bearerToken"] for r in stand_in.requests}) == 1
    assert aws.clock() == {"seconds": 90, "invocations": {THING: {"CREATE": 4}}}


def test_an_operation_longer_than_its_timeout_fails(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a", "Slow": 1000})))
    assert "still IN_PROGRESS" in failure_reasons(cfn, "stack")[0]


def test_an_update_sends_both_states_and_only_what_changed(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Size": 1}), B=thing({"Name": "b"})))
    stand_in.requests.clear()
    assert update(cfn, template(A=thing({"Size": 2}), B=thing({"Name": "b"})))["StackStatus"] == "UPDATE_COMPLETE"
    (request,) = stand_in.requests
    assert request["action"] == "UPDATE"
    assert request["requestData"]["resourceProperties"] == {"Size": "2", "Name": "A-made"}
    assert request["requestData"]["previousResourceProperties"] == {
        "Size": "1",
        "Name": "A-made",
        "Arn": f"arn:aws:thing:{REGION}:{ACCOUNT}:A-made",
    }


def test_changed_stack_tags_update_taggable_types_only(cfn: Any, stand_in: StandIn) -> None:
    body = template(A=thing(), B={"Type": "Test::Things::Untagged"})
    create(cfn, body, Tags=[{"Key": "team", "Value": "x"}])
    stand_in.requests.clear()
    update(cfn, body, Tags=[{"Key": "team", "Value": "y"}])
    (request,) = stand_in.requests
    assert request["requestData"]["stackTags"] == {"team": "y"}
    assert request["requestData"]["previousStackTags"] == {"team": "x"}
    assert request["resourceType"] == THING


def test_a_lambda_error_is_an_internal_failure(cfn: Any, stand_in: StandIn) -> None:
    assert create(cfn, template(A=thing({"Crash": "yes"})))["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "out of memory" in failure_reasons(cfn, "stack")[0]
    assert "(HandlerErrorCode: InternalFailure)" in failure_reasons(cfn, "stack")[0]


def test_what_is_gone_already_counts_as_deleted(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a"})))
    stand_in.things.clear()
    assert delete(cfn, stack) == "DELETE_COMPLETE"


def test_read_only_properties_are_refused_and_write_only_ones_are_not_attributes(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Arn": "x"})))
    assert "readonly" in failure_reasons(cfn, "stack")[0]
    assert not stand_in.requests
    cfn.create_stack(
        StackName="other", TemplateBody=template({"Out": {"Fn::GetAtt": "A.Secret"}}, A=thing({"Secret": "s"}))
    )
    assert settled(cfn, "other")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert stand_in.requests[0]["requestData"]["resourceProperties"]["Secret"] == "s"
