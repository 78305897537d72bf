"""What one instance of the members' StackSet asks of AWS, by service: an account with three Regions and one role is deployed, changed and
deleted, and the calls of its handlers are counted."""

import json

from demo.organization import Organization
from demo.servers import emulated_aws

from .cycle import REGIONS, Cycle
from .figures import GUIDE

OPERATIONS = ("create", "update", "delete")
# As the guide's table has them: its row, and what of a call makes it one of the row's.
ROWS = {
    "SSM": lambda call: call["service"] == "ssm",
    "IAM": lambda call: call["service"] == "iam",
    "of these `SimulatePrincipalPolicy`": lambda call: call["operation"] == "SimulatePrincipalPolicy",
    "KMS (`DescribeKey`, `GenerateDataKey`, `Decrypt`)": lambda call: call["service"] == "kms",
    "S3 `GetBucketEncryption`": lambda call: call["service"] == "s3",
}


def counted(work):
    """Row -> calls of an instance in each operation, rounded."""
    with emulated_aws(work, "--record-calls", str(work / "calls.jsonl")) as aws:
        organization = Organization(aws.url)
        seen, found = 0, {}
        for cost in Cycle(aws, organization).run(1):
            lines = (work / "calls.jsonl").read_text(encoding="utf-8").splitlines()
            calls = [call for call in map(json.loads, lines[seen:]) if call["account"] == organization.members[0].number and call["role"].endswith("execution")]
            seen, found[cost.operation] = len(lines), calls
    return {name: tuple(round(sum(map(row, found[it])) / len(REGIONS)) for it in OPERATIONS) for name, row in ROWS.items()}


def documented():
    """The same, as the guide has it."""
    table = section(GUIDE.read_text(encoding="utf-8"))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")]
    return {row[0]: tuple(map(int, row[1:4])) for row in rows if row[0] in ROWS}


def section(guide):
    return guide.split("### Calls of a member\n")[1].split("\n### ")[0]


def others(found, told):
    """What the guide tells otherwise. Regions of an account that meet at its policy may look once more, or once less."""
    return [
        f"{name}: {found[name]} calls of an instance in create, update and delete, {told.get(name)} in {GUIDE.name}"
        for name in ROWS
        if name not in told or any(abs(one - other) > 1 for one, other in zip(found[name], told[name], strict=True))
    ]
