"""S3's errors, with the HTTP status where botocore's model does not tell it.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.s3.exceptions import S3ClientError
from moto.s3.responses import S3Response


class S3Error(S3ClientError):
    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.status = status


def respond(response: S3Response, error: S3Error) -> Any:
    status, headers, body = response.serialized(ActionResult(error))
    return error.status, headers, body
