"""The HTTP server: moto's, with every module of this package in place, and two addresses of the emulator's own."""

import json
from typing import Any

from moto.moto_api._internal import urls
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.organizations.models import organizations_backends
from werkzeug.serving import BaseWSGIServer, make_server

from . import cloudformation, cloudwatch, iam, kms, native_types, organizations, s3, ssm, stack_sets  # noqa: F401 (each changes moto)
from .background import BACKGROUND, CLOCK
from .resource_types import ResourceType
from .stacks import PROVIDERS


def reset(request: Any, full_url: str, headers: Any) -> Any:
    """POST /moto-api/reset: waits for running operations, then forgets everything."""
    BACKGROUND.wait()
    cloudformation.reset()
    stack_sets.reset()
    CLOCK.reset()
    organizations_backends.master_accounts.clear()
    return urls.response_instance.reset_response(request, full_url, headers)


def virtual_clock(request: Any, full_url: str, headers: Any) -> Any:
    """GET /moto-api/virtual-clock: seconds that handlers asked to wait, and their invocations."""
    return 200, {"Content-Type": "application/json"}, json.dumps(CLOCK.report())


def make(port: int, types: list[ResourceType]) -> BaseWSGIServer:
    urls.url_paths["{0}/moto-api/reset"] = reset
    urls.url_paths["{0}/moto-api/virtual-clock"] = virtual_clock
    for resource_type in types:
        PROVIDERS[resource_type.name] = resource_type
        cloudwatch.provider_log_groups.add(resource_type.log_group)
    native_types.install()
    application = DomainDispatcherApplication(create_backend_app)
    return make_server("127.0.0.1", port, application, threaded=True, request_handler=MotoRequestHandler)
