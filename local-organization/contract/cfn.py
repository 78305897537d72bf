"""The CloudFormation CLI, its STS calls sent to AWS_ENDPOINT_URL: it builds that one endpoint by itself and reads no setting.

What its suite makes up from a schema is the same in each run: its examples come in an order of Python's own choice.
"""

import os
import random

from rpdk.core import boto_helpers, cli

boto_helpers.get_service_endpoint = lambda _service, _region: os.environ["AWS_ENDPOINT_URL"]

if __name__ == "__main__":
    random.seed(0)
    cli.main()
