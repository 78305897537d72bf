"""Who may do what with the bucket of the packages, decided by the simulator over the policy of its template."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from access.simulator import Simulator
from emulator.stacks.loader import Loader
from processes import ROOT

BUCKET, OWNER, ORGANIZATION = "arn:aws:s3:::packages", "111122223333", "o-exampleorg1"
FILE = f"{BUCKET}/0.1.0/roles.yaml"
WHOLE, PART = {"s3:ObjectCreationOperation": "true"}, {"s3:ObjectCreationOperation": "false"}
# In each account somebody whom IAM lets do everything.
CALLERS = {"owner": (OWNER, ORGANIZATION), "member": ("444455556666", ORGANIZATION), "stranger": ("777788889999", "o-anotherorg1")}
CASES = {
    "a member registers": ("member", "s3:GetObject", {}, True),
    "a member looks what is there": ("member", "s3:ListBucket", {}, True),
    "another organization looks": ("stranger", "s3:ListBucket", {}, False),
    "without TLS": ("member", "s3:GetObject", {"aws:SecureTransport": "false"}, False),
    "another organization reads": ("stranger", "s3:GetObject", {}, False),
    "a member uploads": ("member", "s3:PutObject", {"s3:if-none-match": "*", **WHOLE}, False),
    "a new file": ("owner", "s3:PutObject", {"s3:if-none-match": "*", **WHOLE}, True),
    "a part of a new file": ("owner", "s3:PutObject", PART, True),
    "over what is there": ("owner", "s3:PutObject", WHOLE, False),
    "a file is deleted": ("owner", "s3:DeleteObject", {}, False),
    "a version is deleted": ("owner", "s3:DeleteObjectVersion", {}, False),
}


@pytest.fixture(scope="module")
def simulator() -> Iterator[Any]:
    with Simulator() as simulator:
        yield simulator


def test_it_is_readable_by_the_organization_and_write_once(simulator: Any) -> None:
    resources = yaml.load((ROOT / "examples" / "distribution" / "package-bucket.yaml").read_text(encoding="utf-8"), Loader)["Resources"]
    policy = resources["Policy"]["Properties"]["PolicyDocument"]
    values = {"Ref": ORGANIZATION, "Fn::GetAtt": BUCKET, "Fn::Sub": f"{BUCKET}/*"}
    anybody = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    principals = [
        {"name": name, "arn": f"arn:aws:iam::{account}:role/r", "policies": ["anybody"], "session": [], "scps": [], "context": {"aws:PrincipalOrgID": organization}}
        for name, (account, organization) in CALLERS.items()
    ]
    requests = [
        {"action": action, "resource": BUCKET if action == "s3:ListBucket" else FILE, "account": OWNER, "policy": "bucket", "rcps": [], "context": {"aws:SecureTransport": "true", **context}}
        for _, action, context, _ in CASES.values()
    ]
    simulator.ask(world={"policies": {"bucket": filled(policy, values), "anybody": anybody}, "principals": principals, "requests": requests})
    cells = [[list(CALLERS).index(who), number] for number, (who, *_) in enumerate(CASES.values())]
    decided = {case: it["allowed"] for case, it in zip(CASES, simulator.ask(decide=cells), strict=True)}
    assert decided == {case: allowed for case, (*_, allowed) in CASES.items()}


def filled(thing: Any, values: dict[str, str]) -> Any:
    """With what the functions of this one policy give."""
    if isinstance(thing, list):
        return [filled(it, values) for it in thing]
    if isinstance(thing, dict):
        name = next(iter(thing))
        return values[name] if name in values else {key: filled(it, values) for key, it in thing.items()}
    return thing
