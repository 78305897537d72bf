"""The HTTP server: moto's, with the packages beside this module in place, and five addresses of the emulator's own."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from moto.cloudformation import urls as cloudformation_urls
from moto.moto_api._internal import urls as moto_urls
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.organizations.models import organizations_backends
from werkzeug.serving import BaseWSGIServer, make_server

from .recorded_calls import RecordedCalls
from .services import cloudwatch, given_ids, organizations
from .services.ssm import sessions
from .stack_sets import administration
from .stack_sets.api import StackSetApi
from .stack_sets.automatic_deployment import follow_account, leaves_in
from .stack_sets.drift_api import StackSetDriftApi
from .stack_sets.resource import StackSetType
from .stack_sets.stack_set import StackSet
from .stacks import custom_resources
from .stacks.alarms import AlarmType, RuleType, SubscriptionType, TopicPolicyType
from .stacks.api import StackApi
from .stacks.background import BACKGROUND
from .stacks.change_sets import CHANGE_SETS, ChangeSetApi
from .stacks.drift import DETECTIONS
from .stacks.drift_api import DriftApi
from .stacks.iam_roles import ManagedPolicyType, RoleType
from .stacks.lambda_functions import FUNCTIONS, EventInvokeConfigType, FunctionType
from .stacks.log_groups import LogGroupType
from .stacks.native_types import native_types
from .stacks.nested_stacks import NestedStackType
from .stacks.packages import RUNTIME
from .stacks.providers import PROVIDERS, Provider
from .stacks.registered_types import RegisteredType
from .stacks.registrations import ResourceDefaultVersionType, ResourceVersionType
from .stacks.registry import Stacks
from .stacks.s3_buckets import BucketPolicyType, BucketType
from .stacks.stack import EXPORTS
from .stacks.type_api import TypeApi
from .stacks.type_registrations import REGISTRATIONS
from .stacks.type_registry import REGISTERED
from .stacks.virtual_clock import CLOCK


class CloudFormationApi(StackApi, TypeApi, ChangeSetApi, DriftApi, StackSetApi, StackSetDriftApi):
    """All of CloudFormation's API that is emulated."""


def reset(request: Any, full_url: str, headers: Any) -> Any:
    """POST /moto-api/reset: waits for running operations, then forgets everything."""
    BACKGROUND.wait()
    for held in (Stacks.everywhere, EXPORTS, CHANGE_SETS, DETECTIONS, FUNCTIONS, REGISTERED, REGISTRATIONS, StackSet.everywhere, administration.trusted_by, leaves_in):
        held.clear()
    CLOCK.reset()
    organizations_backends.master_accounts.clear()
    given_ids.forget()
    return moto_urls.response_instance.reset_response(request, full_url, headers)


def virtual_clock(request: Any, full_url: str, headers: Any) -> Any:
    """GET /moto-api/virtual-clock: seconds that handlers asked to wait, and their invocations."""
    return 200, {"Content-Type": "application/json"}, json.dumps(CLOCK.report())


def give_ids(request: Any, full_url: str, headers: Any) -> Any:
    """POST /moto-api/given-ids: ids for the next organizations, accounts and keys, which are drawn otherwise."""
    given_ids.give(json.loads(request.data))
    return 200, {}, ""


def pass_time(request: Any, full_url: str, headers: Any) -> Any:
    """POST /moto-api/passed-time: what SSM holds of sessions and documents in an account and Region is so many seconds older."""
    told = json.loads(request.data)
    sessions.let_pass(told["account"], told["region"], timedelta(seconds=told["seconds"]))
    return 200, {}, ""


def order_of_leaving(request: Any, full_url: str, headers: Any) -> Any:
    """POST /moto-api/order-of-leaving: names of StackSets, in whose order a leaver's stacks go; AWS promises none."""
    leaves_in[:] = json.loads(request.data)
    return 200, {}, ""


OWN_TYPES: dict[str, Provider] = {
    "AWS::CloudFormation::CustomResource": custom_resources.CustomResourceType(),
    "AWS::CloudFormation::ResourceDefaultVersion": ResourceDefaultVersionType(),
    "AWS::CloudFormation::ResourceVersion": ResourceVersionType(),
    "AWS::CloudFormation::Stack": NestedStackType(),
    "AWS::CloudFormation::StackSet": StackSetType(),
    "AWS::CloudWatch::Alarm": AlarmType(),
    "AWS::Events::Rule": RuleType(),
    "AWS::IAM::ManagedPolicy": ManagedPolicyType(),
    "AWS::IAM::Role": RoleType(),
    "AWS::Lambda::EventInvokeConfig": EventInvokeConfigType(),
    "AWS::Lambda::Function": FunctionType(),
    "AWS::Logs::LogGroup": LogGroupType(),
    "AWS::S3::Bucket": BucketType(),
    "AWS::S3::BucketPolicy": BucketPolicyType(),
    "AWS::SNS::Subscription": SubscriptionType(),
    "AWS::SNS::TopicPolicy": TopicPolicyType(),
}


def make(port: int, types: list[RegisteredType], calls: Path | None = None) -> BaseWSGIServer:
    """A server on 127.0.0.1 that knows AWS's types, as far as moto does, and the given ones, everywhere; the calls of our roles go to a file."""
    cloudformation_urls.url_paths["{0}/$"] = CloudFormationApi.dispatch
    moto_urls.url_paths["{0}/moto-api/reset"] = reset
    moto_urls.url_paths["{0}/moto-api/virtual-clock"] = virtual_clock
    moto_urls.url_paths["{0}/moto-api/given-ids"] = give_ids
    moto_urls.url_paths["{0}/moto-api/passed-time"] = pass_time
    moto_urls.url_paths["{0}/moto-api/order-of-leaving"] = order_of_leaving
    moto_urls.url_paths["{0}" + custom_resources.ANSWER_PATH + "(?P<request_id>[^/]+)$"] = custom_resources.receive
    organizations.account_listeners.append(follow_account)
    PROVIDERS.update(native_types())
    PROVIDERS.update(OWN_TYPES)
    PROVIDERS.update({registered.name: registered for registered in types})
    cloudwatch.provider_log_groups.update(registered.handlers.log_group for registered in types)
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", port, RecordedCalls(application, calls) if calls else application, threaded=True, request_handler=MotoRequestHandler)
    custom_resources.ADDRESS[0] = f"http://127.0.0.1:{server.server_port}"
    RUNTIME.environment = os.environ | {"AWS_ENDPOINT_URL": custom_resources.ADDRESS[0]}
    return server
