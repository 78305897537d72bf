"""The files of `make policies`: the documents that the types wrote, the page about them, and what is said of wrong input."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from demo.stacks import DeploymentFailed
from emulated import Aws
from processes import ROOT, SESSION_LOGGING
from review import existing_bucket
from review.__main__ import reasons, write
from review.declaration import read
from review.invalid import InvalidInput
from review.page import DOCUMENTS, KINDS, page
from review.preview import Preview, preview
from review.words import words

GOLDEN = ROOT / "logging-domain" / "src" / "test" / "resources" / "policies"
# Of some 14,000 decisions; the access matrix has tests of its own.
SAMPLE = 1000

NAMED = """
Place: {Region: eu-central-1, OrganizationId: o-acme123456, LogAccount: "210987654321", MemberAccount: "123450000000"}
Central: {LogPrefix: sessions, ReplicaRegions: [eu-west-1, us-east-1], BucketName: acme-logs}
Guardrails: {BreakGlassArns: ["arn:aws:iam::*:role/emergency"]}
Member: {RoleNames: [web, batch], CloudWatch: {LogGroupName: /sessions, StreamingEnabled: true, EncryptionEnabled: true}}
"""
LISTS = """
Place: {Region: eu-west-1}
Central:
  BucketName: listed-logs
  LogReaderArns: ["arn:aws:iam::{{AccountId}}:role/audit/*", "arn:aws:iam::999988887777:role/examiner"]
  LogAdministratorArns: ["arn:aws:iam::{{AccountId}}:role/archivist"]
  OrganizationPaths: ["{{OrganizationId}}/r-ab12/ou-ab12-11111111/*"]
  AccessLog: {Bucket: listed-access-logs}
"""
FORMER_KEY = "arn:aws:kms:us-east-1:111122223333:key/0dd0dd00-1234-1234-1234-123456789abc"
ADOPT = "{Central: {BucketName: hand-made-logs, OnExistingBucket: ADOPT, AccountPrefix: OPTIONAL}, ExistingBucket: bucket}"
ONE_KEY = "{KeyMode: ONE_KEY, AccountPrefix: OPTIONAL}"
BAD = {
    "{KeyModus: ONE_KEY}": "extraneous key [KeyModus] is not permitted",
    "{ReplicaRegions: [eu-west-1], RetiredRegions: [eu-west-1]}": "RetiredRegions contains eu-west-1, as ReplicaRegions does: take it out of RetiredRegions to keep the replica",
    "Member: {KeyPrefix: elsewhere}": "KeyPrefix",
}


@pytest.fixture(scope="module")
def run(registered_types: Aws, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Preview, Path]]:
    """What an input comes to, and the folder with its files; each input is deployed once."""
    made: dict[str, tuple[Preview, Path]] = {}

    def once(text: str) -> tuple[Preview, Path]:
        if text not in made:
            made[text] = deployed(registered_types, text, tmp_path_factory.mktemp("run"))
        return made[text]

    return once


def article(organization: str, extra: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """What the calls of the guide say of a bucket that follows the article; its policy may hold more."""
    arn = "arn:aws:s3:::hand-made-logs"

    def statement(actions: list[str], resource: str) -> dict[str, Any]:
        condition = {"StringEquals": {"aws:PrincipalOrgID": organization}}
        return {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": actions, "Resource": resource, "Condition": condition}

    statements = [statement(["s3:GetEncryptionConfiguration"], arn), statement(["s3:PutObject", "s3:PutObjectAcl"], f"{arn}/*"), *(extra or [])]
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": FORMER_KEY}
    return {
        "get-bucket-location": {"LocationConstraint": None},
        "get-bucket-encryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": True}]}},
        "get-bucket-policy": {"Policy": json.dumps({"Version": "2012-10-17", "Statement": statements})},
        "get-bucket-tagging": {"TagSet": [{"Key": "owner", "Value": "operations"}]},
        "get-bucket-cors": {"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://example.com"]}]},
    }


def describe(folder: Path, said: dict[str, Any]) -> None:
    """The description as the calls of the guide leave it."""
    folder.mkdir()
    for setting in existing_bucket.SETTINGS:
        (folder / f"{setting.command}.json").write_text(json.dumps(said[setting.command]) if setting.command in said else "")
        failed = setting.absent and setting.command not in said
        (folder / f"{setting.command}.error").write_text(f"An error occurred ({setting.absent}) when calling the operation" if failed else "")
    (folder / f"{existing_bucket.LOCATION}.json").write_text(json.dumps(said[existing_bucket.LOCATION]))


def deployed(aws: Aws, text: str, folder: Path) -> tuple[Preview, Path]:
    aws.reset()
    file = folder / "input.yaml"
    file.write_text(text)
    declaration = read(file)
    found = preview(file, declaration, aws.url, lambda line: None, SAMPLE)
    write(folder / "written", found, declaration)
    return found, folder / "written"


def documents(folder: Path) -> dict[str, Any]:
    return {name: json.loads((folder / f"{name}.json").read_text()) for name in DOCUMENTS if (folder / f"{name}.json").exists()}


def test_the_documents_are_about_the_names_of_the_input(run: Callable[[str], tuple[Preview, Path]]) -> None:
    _, folder = run(NAMED)
    found = documents(folder)
    assert set(found) == {"bucket", "bucket-key", "session-key", "replica-key", "member"}
    text = json.dumps(found)
    assert set(re.findall(r"arn:aws:s3:::([\w-]+)", text)) == {"acme-logs"}
    assert set(re.findall(r"\bo-\w{10,}", text)) == {"o-acme123456"}
    assert set(re.findall(r"(?<!\d)\d{12}(?!\d)", text)) == {"210987654321", "123450000000"}
    assert "s3.eu-central-1.amazonaws.com" in text
    assert {key.rpartition("/")[2] for key in re.findall(r"arn:aws:kms[^\"]+", text)} == {"1111aaaa-1111-aaaa-1111-aaaa1111aaaa", "mrk-" + "2222bbbb" * 4}
    assert found["session-key"] == found["replica-key"]


def test_the_bucket_s_policy_is_the_one_that_the_domain_expects(run: Callable[[str], tuple[Preview, Path]]) -> None:
    found, folder = run(NAMED)
    text = (GOLDEN / "bucket-enforced-prefix.json").read_text()
    text = text.replace("/org/logs/", "/sessions/")
    for example, own in {"central-session-logs": "acme-logs", "111111111111": "210987654321", "o-exampleorg1": "o-acme123456"}.items():
        text = re.sub(rf"\b{example}\b", own, text)
    text = re.sub(r"arn:aws:kms:[^\"]+", found.deployment.keys["bucket-key"], text)
    assert documents(folder)["bucket"] == json.loads(text)


def test_one_key_has_one_document(run: Callable[[str], tuple[Preview, Path]]) -> None:
    _, folder = run(ONE_KEY)
    assert {file.name for file in folder.iterdir()} == {"README.md", "context.json", "bucket.json", "bucket-key.json", "member.json", "guardrails"}
    assert {"MembersEncryptLogs", "MembersEncryptSessions"} <= {it["Sid"] for it in documents(folder)["bucket-key"]["Statement"]}


def test_a_given_key_has_no_document_and_keeps_its_id(registered_types: Aws, tmp_path: Path) -> None:
    keys = ["arn:aws:kms:us-east-1:999988887777:key/0dd0dd00-1234-1234-1234-123456789abc", "arn:aws:kms:us-east-1:111122223333:key/mrk-0dd0dd00123412341234123456789abc"]
    found, folder = deployed(registered_types, f"{{ExistingBucketKeyArn: '{keys[0]}', ExistingSessionKeyArn: '{keys[1]}', ReplicaRegions: [eu-west-1]}}", tmp_path)
    assert not found.wrong
    assert set(documents(folder)) == {"bucket", "replica-key", "member"}
    assert keys[0] in (folder / "bucket.json").read_text()
    shown = (folder / "README.md").read_text()
    for arn in keys:
        assert f"`{arn}` | the input. Its policy is its owner's" in shown
    assert {it.cell.request.policy for it in found.decisions if it.cell.request.service == "kms"} <= {"replica-key", "open key"}


def test_the_page_has_every_statement_in_words(run: Callable[[str], tuple[Preview, Path]]) -> None:
    for text in (NAMED, LISTS, ONE_KEY):
        _, folder = run(text)
        shown = (folder / "README.md").read_text()
        for document in documents(folder).values():
            for statement in document["Statement"]:
                assert f"| `{statement['Sid']}` | {statement['Effect']} |" in shown
        assert "${" not in shown and "does not say" not in shown
    assert "outside `sessions/<caller's account>/`" in (run(NAMED)[1] / "README.md").read_text()


def test_every_statement_has_a_row_in_the_guide_and_every_row_a_statement() -> None:
    policies = [json.loads(file.read_text()) for file in GOLDEN.glob("*.json")]
    assert {statement["Sid"] for policy in policies for statement in policy["Statement"]} == set(words())


def test_the_page_says_who_may_do_what(run: Callable[[str], tuple[Preview, Path]]) -> None:
    found, folder = run(NAMED)
    assert not found.wrong
    shown = (folder / "README.md").read_text()
    callers = {decision.cell.principal.name for decision in found.decisions}
    assert {"member instance", "log account root", "anonymous", "outsider"} <= callers
    heads = next(line for line in shown.splitlines() if line.startswith("|  | A |"))
    rows = {line.split(" | ")[0][2:]: line for line in shown.splitlines() if line.count("|") == heads.count("|")}
    assert {name for name, _ in KINDS} <= set(rows)
    for caller in callers:
        assert f" | {caller} | " in shown
    cells = [cell.strip() for cell in rows["does anything over plain HTTP"].split("|")[2:-1]]
    assert set(cells) <= {"no", ""}
    reads = dict(zip([cell.strip() for cell in heads.split("|")[2:-1]], [cell.strip() for cell in rows["reads logs"].split("|")[2:-1]]))
    letter = re.search(r"\| (\w) \| log account administrator \|", shown)
    assert letter and reads[letter[1]] == "**yes**"


def test_whom_lists_name_is_a_caller(run: Callable[[str], tuple[Preview, Path]]) -> None:
    found, folder = run(LISTS)
    assert not found.wrong
    shown = (folder / "README.md").read_text()
    for caller in ("reader | `arn:aws:iam::111122223333:role/audit/example`", "auditor | `arn:aws:iam::999988887777:role/examiner`", "log administrator | `arn:aws:iam::111122223333:role/archivist`"):
        assert f" | {caller} | " in shown
    assert "| `RefuseOtherReaders` | Deny | all but `LogReaderArns` | nobody else: `s3:GetObject*`, " in shown
    assert "| `MembersWriteLogs` | Allow | the organization without the log account, of it only `OrganizationPaths` | " in shown
    assert "| AccessLog.Bucket | `listed-access-logs` | the input; taken to be there, and to let S3 write access logs |" in shown
    members = [it for it in found.decisions if it.cell.principal.name == "member administrator" and it.cell.request.service in ("s3", "kms")]
    assert any(it.allowed for it in members)


def test_what_was_assumed_is_marked(run: Callable[[str], tuple[Preview, Path]]) -> None:
    _, folder = run(NAMED)
    shown = (folder / "README.md").read_text()
    assert "| LogAccount | `210987654321` | the input |" in shown
    assert "| ManagementAccount | `777788889999` | an example: give `Place.ManagementAccount` |" in shown
    assert "its id is made up: AWS draws it" in shown
    context = json.loads((folder / "context.json").read_text())
    assert context["input"]["Central"]["BucketName"] == "acme-logs"
    assert context["types"] == {"SessionManager::Logging::Central": "0.1.0", "SessionManager::Logging::Member": "0.1.0"}
    assert {it["what"] for it in context["assumed"]} >= {"Region", "OrganizationId", "LogAccount", "ARN of Key 1", "ReplicaRegions"}
    assert {name for name in context["sizes"] if "/" not in name} == {f"{name}.json" for name in DOCUMENTS}


def test_guardrails_are_those_of_the_examples_for_other_names(run: Callable[[str], tuple[Preview, Path]]) -> None:
    found, folder = run(NAMED)
    examples = {file.stem: file.read_text() for file in (ROOT / "examples" / "guardrails").glob("*.json")}
    written = {file.stem: file.read_text() for file in (folder / "guardrails").iterdir()}
    assert set(written) == set(examples)
    archive = examples["archive"].replace("central-logs", "acme-logs").replace("o-a1b2c3d4e5", "o-acme123456")
    archive = archive.replace("111122223333", "210987654321").replace("arn:aws:iam::*:role/break-glass", "arn:aws:iam::*:role/emergency")
    for example, own in zip(("key/1234abcd-12ab-34cd-56ef-1234567890ab", "key/mrk-1234abcd12ab34cd56ef1234567890ab"), ("key/1111aaaa-1111-aaaa-1111-aaaa1111aaaa", "key/mrk-2222bbbb" + "2222bbbb" * 3)):
        archive = archive.replace(example, own)
    assert written["archive"] == archive
    (regions,) = [it for it in json.loads(written["sessions"])["Statement"] if it["Sid"] == "OnlyRegionsThatLog"]
    assert regions["Condition"]["StringNotEquals"]["aws:RequestedRegion"] == ["eu-central-1", "eu-west-1", "us-east-1"]
    shown = (folder / "README.md").read_text()
    for text in written.values():
        for statement in json.loads(text)["Statement"]:
            assert f"| `{statement['Sid']}` | " in shown


@pytest.mark.parametrize("text", [NAMED, LISTS, ONE_KEY])
def test_whoever_never_builds_has_the_same_documents_from_the_command(run: Callable[[str], tuple[Preview, Path]], tmp_path: Path, text: str) -> None:
    found, folder = run(text)
    file, made = tmp_path / "input.yaml", tmp_path / "made"
    # Ids stand for the place's in inputs of the contract tests alone, which `make policies` takes, too.
    file.write_text(text.replace("{{AccountId}}", found.deployment.accounts["log"]).replace("{{OrganizationId}}", found.deployment.organization))
    done = subprocess.run([*SESSION_LOGGING, "policies", file, "--to", made], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert {name: canonical(document) for name, document in documents(made).items()} == {name: canonical(document) for name, document in documents(folder).items()}
    # The Regions of the guardrails follow from both, and so do the names.
    assert {file.name: file.read_text() for file in (made / "guardrails").iterdir()} == {file.name: file.read_text() for file in (folder / "guardrails").iterdir()}


def canonical(value: Any) -> Any:
    """Without the order that means nothing in a policy."""
    if isinstance(value, dict):
        return {key: canonical(inner) for key, inner in value.items()}
    return sorted((canonical(inner) for inner in value), key=json.dumps) if isinstance(value, list) else value


def test_guardrails_that_can_not_be_say_why(registered_types: Aws, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"^Guardrails: BreakGlassArns names no role \(arn:aws:iam::\*:role/\*\): give arn:"):
        deployed(registered_types, "Guardrails: {BreakGlassArns: ['arn:aws:iam::*:role/*']}", tmp_path)


def test_links_of_the_page_lead_somewhere(run: Callable[[str], tuple[Preview, Path]]) -> None:
    _, folder = run(NAMED)
    for target in re.findall(r"\]\(([^)#]+)", (folder / "README.md").read_text()):
        # The page is made to stand in target/policies.
        assert (folder / target).exists() or (ROOT / "target" / "policies" / target).resolve().exists(), target


def test_a_wrong_decision_is_on_the_page(run: Callable[[str], tuple[Preview, Path]]) -> None:
    found, _ = run(NAMED)
    turned = [replace(decision, allowed=not decision.allowed) for decision in found.decisions[:1]]
    shown = page(replace(found, decisions=turned))
    assert "### Decided otherwise than the rules say" in shown
    assert str(turned[0].cell.request) in shown


def test_what_an_adoption_changes_is_on_the_page(registered_types: Aws, tmp_path: Path) -> None:
    describe(tmp_path / "bucket", article("o-exampleorgid"))
    found, folder = deployed(registered_types, ADOPT, tmp_path)
    assert not found.wrong
    creation, update = found.steps
    assert {it.command for it in creation.changed} == {
        "get-bucket-versioning",
        "get-bucket-ownership-controls",
        "get-bucket-tagging",
        "get-bucket-lifecycle-configuration",
        "get-bucket-policy",
        "get-public-access-block",
    }
    assert {it.command for it in update.changed} == {"get-bucket-encryption", "get-bucket-tagging"}
    (policy,) = [it for it in creation.changed if it.command == "get-bucket-policy"]
    assert policy.after == documents(folder)["bucket"]
    shown = (folder / "README.md").read_text()
    creation_shown, update_shown = shown.partition("## What adoption changes")[2].split("### ")[1:]
    assert '`get-bucket-versioning`:\n\n```diff\n+{\n+  "Status": "Enabled"\n+}\n```' in creation_shown
    assert '       "Value": "operations"\n+    },\n' in creation_shown
    assert re.search("Left as it is: .*`get-bucket-encryption`, .*`get-bucket-cors`", creation_shown)
    assert f'-          "KMSMasterKeyID": "{FORMER_KEY}"\n+          "KMSMasterKeyID": "{found.deployment.keys["bucket-key"]}"' in update_shown


def test_what_can_not_be_adopted_is_said_in_the_type_s_words(registered_types: Aws, tmp_path: Path) -> None:
    reader = {"Sid": "Readers", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999988887777:root"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::hand-made-logs/*"}
    describe(tmp_path / "bucket", article("o-exampleorgid", [reader]))
    with pytest.raises(DeploymentFailed, match="Central: .*Readers"):
        deployed(registered_types, ADOPT, tmp_path)


@pytest.mark.parametrize("text", BAD)
def test_what_a_type_refuses_is_said_in_its_words(registered_types: Aws, tmp_path: Path, text: str) -> None:
    with pytest.raises(DeploymentFailed) as caught:
        deployed(registered_types, text, tmp_path)
    assert re.fullmatch(rf"(Central|Member): .*{re.escape(BAD[text])}.*", reasons(caught.value))
    assert not (tmp_path / "written").exists()


def test_a_run_that_fails_says_why_and_leaves_no_former_files(tmp_path: Path) -> None:
    file, folder = tmp_path / "input.json", tmp_path / "written"
    file.write_text('{"Place": {"Regoin": "eu-west-1"}}')
    folder.mkdir()
    (folder / "session-key.json").write_text("{}")
    command = [sys.executable, "-m", "review", str(file), "--to", str(folder)]
    ended = subprocess.run(command, cwd=ROOT / "local-organization", capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr == "Place.Regoin: there is no such property; there are Region, OrganizationId, LogAccount, MemberAccount, ManagementAccount\n"
    assert not folder.exists()


def test_a_run_prints_where_its_page_is_and_writes_the_same_as_another(run: Callable[[str], tuple[Preview, Path]], tmp_path: Path) -> None:
    file, folder = tmp_path / "input.json", tmp_path / "written"
    file.write_text(ONE_KEY)
    folder.mkdir()
    (folder / "session-key.json").write_text("{}")
    command = [sys.executable, "-m", "review", str(file), "--to", str(folder), "--sample", str(SAMPLE)]
    ended = subprocess.run(command, cwd=ROOT / "local-organization", capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[-1].endswith("written/README.md")
    _, other = run(ONE_KEY)
    assert {file.name for file in folder.iterdir()} == {file.name for file in other.iterdir()}
    assert documents(folder) == documents(other)
    assert "`session-logging-111122223333-us-east-1-an` | Central's default" in (folder / "README.md").read_text()
