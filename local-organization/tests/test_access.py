"""The access matrix notices a policy that lets or refuses too much, and says where and why.

Its runs over whole modes are `make access`; here are the few requests that a weakened policy decides otherwise.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from access.__main__ import explained
from access.deployment import Deployment, deploy, filled, managed_policy
from access.guardrails import GuardrailMatrix
from access.linting import findings
from access.decision import Decision
from access.matrix import Matrix
from access.modes import LOG_ADMINISTRATOR, READER, Mode
from access.mutation import idle_parts
from access.principals import principals
from access.rules import expected, is_wrong
from access.simulator import HERE, SimulationFailed, Simulator
from access.table import lines, rows
from demo.organization import HOST_POLICY, Organization
from emulated import Aws

MODE = Mode("tested", {"KeyMode": "ONE_KEY", "LogReaderArns": [READER], "LogAdministratorArns": [LOG_ADMINISTRATOR], "JustInTimeAccess": True})
ASKED = {"s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload", "s3:GetObject", "s3:GetEncryptionConfiguration", "s3:ReplicateTags", "kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"}


@pytest.fixture(scope="module")
def deployment(types_url: str) -> Deployment:
    return deploy(Organization(types_url), MODE)


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.fixture(scope="module")
def decided(deployment: Deployment, simulator: Simulator) -> list[Decision]:
    return decisions(deployment, simulator)[1]


def decisions(deployment: Deployment, simulator: Simulator, asked: set[str] = ASKED, who: str | None = None) -> tuple[Matrix, list[Decision]]:
    """The matrix of some actions, and of one principal if one is named; and what the simulator decides."""
    matrix = Matrix(deployment, simulator)
    cells = {place: matrix.cell(place) for place in matrix.places}
    matrix.places = [place for place, it in cells.items() if it.action in asked and who in (None, it.principal.name)]
    return matrix, matrix.decide()


def changed(deployment: Deployment, policy: str, sid: str, change: Callable[[dict[str, Any]], Any]) -> Deployment:
    """The deployment with one statement of a policy changed; gone, where the change says False."""
    document = copy.deepcopy(deployment.policies[policy])
    document["Statement"] = [it for it in document["Statement"] if it["Sid"] != sid or change(it) is not False]
    assert document != deployment.policies[policy]
    return replace(deployment, policies=deployment.policies | {policy: document})


def gone(_statement: dict[str, Any]) -> bool:
    return False


def without_condition(operator: str, key: str) -> Callable[[dict[str, Any]], Any]:
    return lambda statement: statement["Condition"][operator].pop(key) and None


def granting(action: str) -> Callable[[dict[str, Any]], Any]:
    return lambda statement: statement.update(Action=[*statement["Action"], action])


def test_default_host_managements_role_may_do_to_bucket_and_keys_what_an_instance_may(aws: Aws) -> None:
    statements = managed_policy(aws.client("iam"), HOST_POLICY)["Statement"]
    services = {action.partition(":")[0] for it in statements for action in it["Action"]}
    assert {it["Effect"] for it in statements} == {"Allow"}
    assert services == {"ssm", "ssmmessages", "ec2messages"}


def test_what_the_types_write_does_what_the_sentences_say(deployment: Deployment, decided: list[Decision]) -> None:
    assert [explained(it) for it in decided if is_wrong(it)] == []
    assert {it.cell.action for it in decided if it.allowed} == ASKED - {"s3:ReplicateTags", "kms:CreateGrant"}
    assert {it.cell.principal.name for it in decided} == {it.name for it in principals(deployment)}


@pytest.mark.parametrize(
    "policy, sid, change, asked, who, sentence",
    [
        ("bucket", "RefusePlainHttp", gone, "s3:ListBucket", "log account administrator", "Nothing is done with the bucket over plain HTTP."),
        ("bucket", "RefuseReplicas", gone, "s3:ReplicateTags", "log account root", "Nothing gets into the bucket as a replica: neither objects nor deletions, tags, annotations."),
        ("bucket", "RefuseForeignPrefix", gone, "s3:PutObject", "log administrator", "Nobody uploads, sets an ACL or ends an upload but where logs of the own account may lie."),
        ("bucket", "RefuseForeignKeys", without_condition("StringNotEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id"), "s3:PutObject", "member instance", "The organization, or the units of it that are named, writes logs."),
        ("bucket", "MembersWriteLogs", gone, "s3:PutObject", "member instance", "The organization, or the units of it that are named, writes logs."),
        ("bucket", "MembersReadEncryption", without_condition("StringEquals", "aws:PrincipalOrgID"), "s3:GetEncryptionConfiguration", "left account", "What no sentence allows is denied."),
        ("bucket", "RefuseOtherReaders", gone, "s3:GetObject", "log account root", "Where readers are named nobody else reads logs, root and our own role neither."),
        ("bucket-key", "RefuseOtherAdministrators", gone, "kms:PutKeyPolicy", "key administrator", "Where administrators of keys are named, or else of logs, nobody but them, our own role and root takes a key away or opens it."),
        ("bucket-key", "MembersEncryptLogs", without_condition("StringLike", "kms:EncryptionContext:aws:s3:arn"), "kms:Decrypt", "other member", "What no sentence allows is denied."),
        ("bucket-key", "MembersEncryptSessions", without_condition("Null", "kms:EncryptionContext:aws:ssm:TargetId"), "kms:Decrypt", "member administrator", "What no sentence allows is denied."),
        ("replica-key", "LogAccountAdministersKey", granting("kms:CreateGrant"), "kms:CreateGrant", "key administrator", "What no sentence allows is denied."),
        ("member", "WriteLogs", without_condition("StringEquals", "aws:ResourceOrgID"), "s3:PutObject", "member instance", "A resource that is not ours lets everybody here, but IAM does not let the member instance."),
    ],
)
def test_a_policy_that_lets_or_refuses_otherwise_is_noticed(
    deployment: Deployment, simulator: Simulator, policy: str, sid: str, change: Callable[[dict[str, Any]], Any], asked: str, who: str, sentence: str
) -> None:
    _, decided = decisions(changed(deployment, policy, sid, change), simulator, {asked}, who)
    assert sentence in {expected(it.cell)[1] for it in decided if is_wrong(it)}


def test_a_wrong_cell_says_what_was_asked_what_is_expected_and_which_statement_decided(deployment: Deployment, simulator: Simulator) -> None:
    weak = changed(deployment, "replica-key", "LogAccountAdministersKey", granting("kms:CreateGrant"))
    _, decided = decisions(weak, simulator, {"kms:CreateGrant"}, "key administrator")
    text = explained(next(it for it in decided if is_wrong(it)))
    assert "key administrator (arn:aws:iam::" in text
    assert f"kms:CreateGrant on {deployment.keys['replica-key']}" in text
    assert "expected  denied: What no sentence allows is denied." in text
    assert "decided   allowed by keys statement 1, replica-key LogAccountAdministersKey" in text
    assert f"aws:PrincipalAccount = {deployment.accounts['log']}" in text


def test_a_part_without_which_nothing_changes_is_idle(deployment: Deployment, simulator: Simulator) -> None:
    def doubled(statement: dict[str, Any]) -> None:
        statement["Condition"]["StringLike"] = {"aws:PrincipalOrgID": "o-*"}

    matrix, decided = decisions(changed(deployment, "bucket", "MembersReadEncryption", doubled), simulator, {"s3:GetEncryptionConfiguration"})
    parts, idle = idle_parts(matrix, decided)
    assert ("bucket", "MembersReadEncryption: StringLike aws:PrincipalOrgID") in idle
    deciding = {"MembersReadEncryption", "MembersReadEncryption: StringEquals aws:PrincipalOrgID", "RefusePlainHttp"}
    assert {("bucket", part) for part in deciding} <= parts - idle


def test_a_just_in_time_session_encrypts_with_keys_that_have_awss_tag(deployment: Deployment, simulator: Simulator) -> None:
    def allowed(it: Deployment) -> set[str]:
        _, decided = decisions(it, simulator, {"kms:GenerateDataKey", "kms:Decrypt", "kms:CreateGrant"}, "just-in-time session")
        return {decision.cell.action for decision in decided if decision.allowed}

    assert allowed(deployment) == {"kms:GenerateDataKey"}
    assert allowed(replace(deployment, tags={key: {} for key in deployment.tags})) == set()


def test_guardrails_deny_what_their_cells_say(simulator: Simulator) -> None:
    matrix = GuardrailMatrix(simulator)
    assert list(matrix.wrong(matrix.decide())) == []
    sessions = matrix.policies["sessions"]
    matrix.policies["sessions"] = sessions | {"Statement": [it for it in sessions["Statement"] if it["Sid"] != "OnlyExecThatLogs"]}
    wrong = list(matrix.wrong(matrix.decide()))
    assert all(text.startswith("ECS Exec anywhere else: member ") for text in wrong)
    assert all(text.endswith("expected to be denied by ['OnlyExecThatLogs'], is by none") for text in wrong)
    assert wrong


def test_a_sample_is_the_same_for_a_seed(deployment: Deployment, simulator: Simulator) -> None:
    matrix = Matrix(deployment, simulator)
    first, again, other = ([str(it.cell) for it in matrix.decide(20, seed)] for seed in (1, 1, 2))
    assert len(first) == 20
    assert first == again != other


def test_the_table_has_a_row_for_each_kind_of_request(deployment: Deployment, decided: list[Decision]) -> None:
    found = rows(decided)
    assert found["writes logs where its own may lie"]["member instance"] == "x"
    assert set(found["does anything over plain HTTP"].values()) == {"-"}
    assert found["reads logs"]["reader"] == "~"
    assert "  a  member instance" in list(lines(found, [it.name for it in principals(deployment)]))


def test_parliament_looks_at_every_policy(deployment: Deployment) -> None:
    assert findings(deployment.policies)[0] == set()
    faults, _ = findings(changed(deployment, "member", "WriteLogs", granting("s3:PutObjects")).policies)
    assert any("UNKNOWN_ACTION" in fault and "s3:PutObjects" in fault for fault in faults)


def test_a_policy_that_the_simulator_does_not_understand_is_named(deployment: Deployment, simulator: Simulator) -> None:
    def wrong_effect(statement: dict[str, Any]) -> None:
        statement["Effect"] = "Perhaps"

    with pytest.raises(SimulationFailed, match="bucket.*Effect"):
        decisions(changed(deployment, "bucket", "MembersWriteLogs", wrong_effect), simulator)


def test_modes_name_what_is_known_only_when_they_are_deployed() -> None:
    declared = {"LogReaderArns": ["arn:aws:iam::${LogAccount}:role/reader"], "LogPrefix": "logs"}
    assert filled(declared, {"LogAccount": "111122223333"}) == {"LogReaderArns": ["arn:aws:iam::111122223333:role/reader"], "LogPrefix": "logs"}


def test_the_simulators_packages_are_locked_and_name_no_registry() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())
    declared = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert declared == {name.removeprefix("node_modules/"): package["version"] for name, package in packages.items() if name.endswith(tuple(declared))}


def test_verifier_writes_nothing_and_reads_no_log(decided: list[Decision]) -> None:
    allowed = {it.cell.action for it in decided if it.cell.principal.name == "verifier" and it.allowed}
    assert allowed == {"s3:GetEncryptionConfiguration"}


def test_canary_begins_uploads_of_its_name_below_the_own_prefix_and_nothing_else(decided: list[Decision]) -> None:
    allowed = [it.cell for it in decided if it.cell.principal.name == "canary" and it.allowed]
    assert {it.action for it in allowed} == {"s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload", "kms:GenerateDataKey"}
    assert all("/session-logging-canary-" in (it.request.object_key or it.log_in_context) and it.may_lie(it.request.object_key or it.log_in_context) for it in allowed)
