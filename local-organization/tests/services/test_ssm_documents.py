"""Documents of several accounts and Regions."""

from typing import Any

from documents import NAME
from emulated import OTHER, Aws, refused


def test_documents_belong_to_account_and_region(aws: Aws, ssm: Any) -> None:
    for other in (aws.client("ssm", region="us-east-1"), aws.client("ssm", account=OTHER)):
        assert refused(lambda other=other: other.get_document(Name=NAME)) == "InvalidDocument"
