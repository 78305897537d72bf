"""Clients of the emulated AWS."""

import urllib.request
from functools import lru_cache

import boto3


def client(url, service, region, credentials=None):
    """A client of a service, with credentials as AssumeRole gives them; without, of the account that moto gives everybody."""
    keys = ("AccessKeyId", "SecretAccessKey", "SessionToken")
    return _made(url, service, region, *(credentials[key] for key in keys) if credentials else ("emulated", "emulated", None))


# Whoever assumes a role again is another caller, whose clients nobody asks for a second time: they do not stay.
@lru_cache(maxsize=256)
def _made(url, service, region, key, secret, token):
    """Made once for a caller, since to make one takes longer than most of its calls."""
    return boto3.client(
        service, endpoint_url=url, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token
    )


def reset(url):
    """The AWS ends what it is about, and forgets everything."""
    urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST")).close()
