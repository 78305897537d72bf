"""Whose an access key is, without asking every account."""

import pytest
from emulator.services.lookups import account_of
from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends


@pytest.fixture(autouse=True)
def forgotten_afterwards():
    yield
    iam_backends.reset()


@pytest.mark.parametrize("account", ["000000000007", "111122223333", "999999999998"])
@pytest.mark.parametrize("partition", ["aws", "aws-cn"])
def test_a_key_is_of_the_account_that_it_was_made_for(account, partition):
    assert account_of(iam_backends[account][partition].create_temp_access_key().access_key_id) == account


@pytest.mark.parametrize("unknown", ["", "emulated", "AKIAIOSFODNN7EXAMPLE", "ASIA!!!!!!!!!!!!!!!!"])
def test_a_key_that_nobody_has_made_is_of_the_default_account(unknown):
    assert account_of(unknown) == DEFAULT_ACCOUNT_ID


def test_a_key_that_is_gone_is_of_the_default_account():
    key = iam_backends["111122223333"]["aws"].create_temp_access_key().access_key_id
    iam_backends["111122223333"]["aws"].access_keys.clear()
    assert account_of(key) == DEFAULT_ACCOUNT_ID
