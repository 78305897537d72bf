"""AWS::Lambda::Function of a Java handler, and AWS::Lambda::EventInvokeConfig: moto's own model of functions runs them in Docker.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
https://docs.aws.amazon.com/lambda/latest/dg/lambda-java.html
Each function is a process of its own, with credentials of its role in its environment, and the jar that its account may read.
"""

import json
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moto.iam.models import iam_backends
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from .failures import refuse_unread
from .handlers import credentials
from .packages import RUNTIME, kept
from .providers import Provider, Request, Resource, ResourceFailure
from .stored_files import stored

READ = {"Architectures", "Code", "Description", "Handler", "LoggingConfig", "MemorySize", "Role", "Runtime", "Tags", "Timeout"}
RUNTIMES = {"java17", "java21", "java25"}


@dataclass(frozen=True)
class Function:
    """A function, ready to be invoked."""

    region: str
    jar: Path
    handler: str
    timeout: int
    environment: dict[str, str]

    def invoke(self, event: dict[str, Any]) -> None:
        """To its end, as Lambda carries out an asynchronous event; what it returns or throws is lost."""
        url = RUNTIME.running(self.jar, self.handler, self.environment, "--timeout", str(self.timeout))
        address = f"{url}/2015-03-31/functions/function/invocations"
        call = urllib.request.Request(address, json.dumps(event).encode(), {"Content-Type": "application/json"})
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(call, timeout=self.timeout) as answer:
            answer.read()


FUNCTIONS: dict[str, Function] = {}  # by ARN


class FunctionType(Provider):
    """Known by a generated name."""

    def create(self, request: Request) -> Resource:
        name = f"{request.stack.name}-{request.logical_id}-{uuid.uuid4().hex[:12]}"[:64]
        return self._put(request, name)

    def update(self, request: Request, resource: Resource) -> Resource:
        return self._put(request, resource.physical_id)

    @staticmethod
    def _put(request: Request, name: str) -> Resource:
        properties, partition = request.properties, get_partition(request.region)
        refuse_unread("AWS::Lambda::Function", properties, READ)
        if properties["Runtime"] not in RUNTIMES:
            raise ResourceFailure(f"Runtime: not emulated: {properties['Runtime']}")
        arn = f"arn:{partition}:lambda:{request.region}:{request.account}:function:{name}"
        own = credentials(request.account, request.region, _role(request, properties["Role"]))
        environment = {
            "AWS_ACCESS_KEY_ID": own["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": own["secretAccessKey"],
            "AWS_SESSION_TOKEN": own["sessionToken"],
            "AWS_REGION": request.region,
        }
        jar, timeout = _code(request, properties["Code"]), int(properties.get("Timeout", 3))
        FUNCTIONS[arn] = Function(request.region, jar, properties["Handler"], timeout, environment)
        return Resource(name, {"Arn": arn})

    def delete(self, request: Request, resource: Resource) -> None:
        FUNCTIONS.pop(resource.attributes["Arn"], None)


def _code(request: Request, code: dict[str, str]) -> Path:
    """The jar, from a bucket of the function's Region that the account may read."""
    name, partition = code["S3Bucket"], get_partition(request.region)
    try:
        content: bytes = stored(f"s3://{name}/{code['S3Key']}", request.account).value
    except LookupError as error:
        raise ResourceFailure(f"Error occurred while GetObject. {error}") from error
    owner = s3_backends.bucket_accounts[name][1]
    region = s3_backends[owner][partition].buckets[name].region_name
    if region != request.region:
        raise ResourceFailure(f"Error occurred while GetObject. The bucket is in this region: {region}. Please use this region to retry the request")
    return kept(content)


def _role(request: Request, arn: str) -> str:
    """A role that Lambda may assume; what it may do is not looked at."""
    roles = iam_backends[request.account][get_partition(request.region)].roles.values()
    found = [role for role in roles if role.arn == arn]
    if not found or "lambda.amazonaws.com" not in found[0].assume_role_policy_document:
        raise ResourceFailure("The role defined for the function cannot be assumed by Lambda.")
    return arn


class EventInvokeConfigType(Provider):
    """What Lambda does with events that fail. None is repeated here, as MaximumRetryAttempts has to say."""

    def create(self, request: Request) -> Resource:
        if request.properties.get("MaximumRetryAttempts") != 0:
            raise ResourceFailure("AWS::Lambda::EventInvokeConfig: not emulated: MaximumRetryAttempts but 0")
        return Resource(str(uuid.uuid4()))

    def update(self, request: Request, resource: Resource) -> Resource:
        return resource

    def delete(self, request: Request, resource: Resource) -> None:
        """Nothing is kept of it."""

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return old["FunctionName"] != new["FunctionName"]
