"""An organization for each test."""

import pytest
from emulated import Aws
from members import Organization
from things import StandIn


@pytest.fixture
def organization(aws: Aws, stand_in: StandIn) -> Organization:
    return Organization(aws)
