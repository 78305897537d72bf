"""A registered type for tests: things, the stand-in for the handlers that make them, and stacks of them."""

import io
import json
import zipfile
from typing import Any

from emulated import settled

THING = "Test::Things::Thing"
UNTAGGED = "Test::Things::Untagged"


def schema(name: str, **extra: Any) -> dict[str, Any]:
    return {
        "typeName": name,
        "properties": {},
        "primaryIdentifier": ["/properties/Name"],
        "createOnlyProperties": ["/properties/Name"],
        "readOnlyProperties": ["/properties/Arn"],
        "writeOnlyProperties": ["/properties/Secret"],
        "tagging": {"taggable": True, "tagProperty": "/properties/Tags"},
        "handlers": {"create": {"timeoutInMinutes": 60}},
        **extra,
    }


SCHEMAS = [schema(THING), schema(UNTAGGED, tagging={"taggable": False})]
# Known to an account and Region only once it is registered there.
PACKAGED = "Test::Things::Packaged"


def package(name: str = PACKAGED, **files: str) -> bytes:
    """A package of things, in the form of `cfn submit --dry-run`; its handlers are the stand-in's."""
    content = {"schema.json": json.dumps(schema(name)), ".rpdk-config": json.dumps({"entrypoint": "Things::handle"}), "target/things.jar": "a jar"}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, text in (content | files).items():
            if text:
                archive.writestr(path, text)
    return held.getvalue()


class StandIn:
    """Handlers with state: things by (account, Region, name). What a thing's properties say, its handlers do.

    Fail: the error code of a failure (of CREATE, if FailOn does not say otherwise); FailOn: what fails ("DELETE",
    "UPDATE:eu-west-1", "CREATE:<account>"); Leave: a failure leaves the thing and returns its model; Slow: this many
    IN_PROGRESS answers before CREATE succeeds; Crash: the function errors. Nothing fails any more once `healed`.
    """

    def __init__(self) -> None:
        self.things: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.requests: list[dict[str, Any]] = []
        self.healed = False
        self.answers_read: dict[str, Any] | None = None  # to every READ

    def names(self) -> list[str]:
        return sorted(name for _, _, name in self.things)

    def actions(self) -> list[str]:
        return [request["action"] for request in self.requests]

    def handle(self, request: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        self.requests.append(request)
        action, data = request["action"], request["requestData"]
        model = dict(data["resourceProperties"])
        account, region = request["awsAccountId"], request["region"]
        model.setdefault("Name", f"{data['logicalResourceId']}-made")
        key = (account, region, model["Name"])
        if model.get("Crash"):
            return {"errorMessage": "out of memory", "errorType": "Runtime.ExitError"}, True
        context = request["callbackContext"] or {"answers": 0}
        if context["answers"] < int(model.get("Slow", 0)) and action == "CREATE":
            progress = {
                "status": "IN_PROGRESS",
                "callbackContext": {"answers": context["answers"] + 1},
                "callbackDelaySeconds": 30,
                "resourceModel": model,
            }
            return progress, False
        fails_on = model.get("FailOn", "CREATE" if "Fail" in model else "")
        if not self.healed and fails_on in (action, f"{action}:{region}", f"{action}:{account}"):
            answer = {
                "status": "FAILED",
                "errorCode": model.get("Fail", "GeneralServiceException"),
                "message": f"the {action.lower()} was told to fail",
            }
            if model.get("Leave"):
                self.things[key] = model
                answer["resourceModel"] = model
            return answer, False
        if action == "READ" and self.answers_read:
            return self.answers_read, False
        if action == "READ":
            found = self.things.get(key)
            if found is None:
                return {"status": "FAILED", "errorCode": "NotFound", "message": "no such thing"}, False
            return {"status": "SUCCESS", "resourceModel": found}, False
        if action == "DELETE":
            if self.things.pop(key, None) is None:
                return {"status": "FAILED", "errorCode": "NotFound", "message": "no such thing"}, False
            return {"status": "SUCCESS"}, False
        model["Arn"] = f"arn:aws:thing:{region}:{account}:{model['Name']}"
        self.things[key] = model
        return {"status": "SUCCESS", "resourceModel": model}, False


def template(outputs: dict[str, Any] | None = None, **resources: Any) -> str:
    body: dict[str, Any] = {"Resources": resources}
    if outputs:
        body["Outputs"] = {name: {"Value": value} for name, value in outputs.items()}
    return json.dumps(body)


def thing(properties: dict[str, Any] | None = None, **extra: Any) -> dict[str, Any]:
    return {"Type": THING, "Properties": properties or {}, **extra}


def create(cfn: Any, body: str, name: str = "stack", **arguments: Any) -> dict[str, Any]:
    cfn.create_stack(StackName=name, TemplateBody=body, **arguments)
    return settled(cfn, name)


def update(cfn: Any, body: str, **arguments: Any) -> dict[str, Any]:
    cfn.update_stack(StackName="stack", TemplateBody=body, **arguments)
    return settled(cfn, "stack")
