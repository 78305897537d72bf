"""The CloudFormation CLI for a machine without AWS. What differs from `cfn`:

- Its STS calls go to AWS_ENDPOINT_URL; it builds that one endpoint by itself and reads no setting.
- It calls a handler that is IN_PROGRESS again at once: at the emulator there is nothing to wait for.
- Patterns of a schema are in CloudFormation's dialect (Java's), which knows the letters of every language; the CLI's own
  Python knows no `\\p`. What its suite makes up has Latin letters.
- `null` in overrides.json leaves a property out: what its suite makes up has every property, and some exclude others.
- What its suite makes up from a schema is the same in each run: its examples come in an order of Python's own choice.
"""

import os
import random

from rpdk.core import boto_helpers, cli
from rpdk.core.contract import resource_client, resource_generator

boto_helpers.get_service_endpoint = lambda _service, _region: os.environ["AWS_ENDPOINT_URL"]
resource_client.sleep = lambda _seconds: None
terminate_regex = resource_generator.terminate_regex
resource_generator.terminate_regex = lambda regex: terminate_regex(regex.replace(r"\p{L}\p{Z}\p{N}", "A-Za-z0-9 "))
override_properties = resource_client.override_properties


def override_or_leave_out(document, overrides):
    """Overrides, of which `null` takes a property out of a model."""
    model = override_properties(document, overrides)
    return {name: value for name, value in model.items() if value is not None}


resource_client.override_properties = override_or_leave_out

if __name__ == "__main__":
    random.seed(0)
    cli.main()
