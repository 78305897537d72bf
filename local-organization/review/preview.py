"""One run: the input deployed in an emulated organization, what the types wrote there, and who may do what with it."""

import json
import re
from dataclasses import dataclass, field, replace

from access.deployment import deploy_as_declared, template
from access.matrix import Matrix
from access.modes import Mode
from access.rules import is_wrong
from access.simulator import Simulator
from contract.accounts import ANYBODY, make_access_log_bucket
from demo.organization import INSTANCE_ROLE, Account, Organization
from demo.servers import TYPES
from demo.stacks import Stack
from processes import only_jar, type_folder

from . import existing_bucket
from .guardrails import guardrails

# In the place of ids that are drawn, so that two runs write the same.
KEY_IDS = {"bucket-key": "1111aaaa-1111-aaaa-1111-aaaa1111aaaa", "session-key": "2222bbbb-2222-bbbb-2222-bbbb2222bbbb"}


@dataclass(frozen=True)
class Preview:
    """What the page tells."""

    input: str
    deployment: object
    decisions: list
    types: dict
    # Each a thing with its value and where that comes from.
    assumptions: list
    # The texts of the guardrails by file name, and what they were made from.
    guardrails: dict
    guarded: dict
    # Of a bucket that was there already: what each deployment changes, and what the emulator can't hold.
    steps: list = field(default_factory=list)
    not_held: list = field(default_factory=list)

    @property
    def wrong(self):
        """Decisions that the rules do not expect."""
        return [decision for decision in self.decisions if is_wrong(decision)]


def preview(file, declaration, url, say, count=None):
    """Deploys in the emulated AWS at the URL, reads back, and decides all requests, or as many as are asked for."""
    place = declaration.place
    ids = {"organization": [place["OrganizationId"]], "account": [place[f"{name}Account"] for name in ("Management", "Log", "Member")]}
    organization = Organization(url, place["Region"], ids)
    say("deploying in an emulated organization")
    deployment, found = adopt(organization, declaration) if declaration.existing_bucket else (deploy(organization, declaration), {})
    deployment, found = made_up_keys(replace(deployment, paths=paths(declaration)), found)
    texts, guarded = guardrails(declaration, deployment)
    say("deciding who may do what")
    with Simulator() as simulator:
        decisions = Matrix(deployment, simulator).decide(count)
    return Preview(str(file), deployment, decisions, versions(), assumptions(declaration, deployment), texts, guarded, **found)


def deploy(organization, declaration):
    """What the input names has to be there: given keys, and the bucket of access logs, which lets S3 write."""
    for arn in given_keys(declaration):
        make_key(organization, arn)
    if bucket := access_log_bucket(declaration):
        make_access_log_bucket(organization.log.client("s3"), bucket)
    # The simulator decides, for the declared places: here are no units, and given keys are as they are made above.
    return deploy_as_declared(organization, Mode("member", declaration.central, declaration.member | {"VerifyAccess": False}))


def access_log_bucket(declaration):
    """Its name; None where none is declared, or what is declared is for the type to refuse."""
    declared = declaration.central.get("AccessLog")
    name = declared.get("Bucket") if isinstance(declared, dict) else None
    return name if isinstance(name, str) and re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name) else None


def adopt(organization, declaration):
    """Deploys onto the described bucket as an adoption goes; the deployment is the first, while the members move."""
    s3, bucket = organization.log.client("s3"), declaration.central["BucketName"]
    described = existing_bucket.describe(declaration.existing_bucket)
    not_held = existing_bucket.make(s3, bucket, organization.region, described)
    before = existing_bucket.settings(s3, bucket)
    deployment = deploy(organization, declaration)
    adopted = existing_bucket.settings(s3, bucket)
    switched = declaration.central | {"OnExistingBucket": "FAIL"}
    Stack(organization.log, "central-member", lambda line: None).update(TemplateBody=template("Central", switched, []))
    steps = [
        existing_bucket.step("The creation", before, adopted),
        existing_bucket.step("A later update with `OnExistingBucket: FAIL`, once every member may use Key 1", adopted, existing_bucket.settings(s3, bucket)),
    ]
    return deployment, {"steps": steps, "not_held": not_held}


def given_keys(declaration):
    """ARNs of the keys that somebody else has made; what they have to be is for the type to say."""
    arns = [declaration.central.get(name) for name in ("ExistingBucketKeyArn", "ExistingSessionKeyArn")]
    return sorted({arn for arn in arns if isinstance(arn, str) and re.fullmatch(r"arn:aws:kms:[a-z0-9-]+:\d{12}:key/[\w-]+", arn)})


def make_key(organization, arn):
    """Makes a key of that ARN, which everybody may use."""
    _, _, _, region, account, key = arn.split(":")
    key_id = key.removeprefix("key/")
    organization.give_ids({"key": [key_id]})
    Account(organization, "keys", account).client("kms", region).create_key(Policy=ANYBODY, MultiRegion=key_id.startswith("mrk-"))


def paths(declaration):
    """Where in the organization its root and the member are: the member in the first of the declared paths."""
    organization = declaration.place["OrganizationId"]
    first = next(iter(declaration.central.get("OrganizationPaths") or []), f"{organization}/r-root/ou-workloads/*")
    path = re.split(r"[*?]", first)[0].removesuffix("/") + "/"
    return {"root": "/".join([*path.split("/")[:2], ""]), "member": path}


def made_up_keys(deployment, found):
    """The same with ids of keys that every run has, multi-Region ones in their form; and with a mark of the creation's request."""
    ids = {}
    for name, made_up in KEY_IDS.items():
        if name not in deployment.policies:
            continue
        drawn = deployment.keys.get(name, "").rpartition("/")[2]
        ids[drawn] = f"mrk-{made_up.replace('-', '')}" if drawn.startswith("mrk-") else made_up
    ids.pop("", None)

    def renamed(value):
        text = re.sub(r'(?<="session-logging:request", "Value": ")[^"]+', "made-up", json.dumps(value))
        for drawn, made_up in ids.items():
            text = text.replace(drawn, made_up)
        return json.loads(text)

    if found:
        steps = [replace(it, changed=[replace(one, before=renamed(one.before), after=renamed(one.after)) for one in it.changed]) for it in found["steps"]]
        found = found | {"steps": steps}
    texts = {name: renamed(getattr(deployment, name)) for name in ("keys", "policies", "people")}
    return replace(deployment, **texts), found


def versions():
    """The version of each type, from the jar that ran."""
    jars = {name: only_jar(type_folder(short) / "target", "sessionmanager-logging-*-handler-*.jar") for short, name in TYPES.items()}
    return {name: jar.stem.partition("-handler-")[2] for name, jar in jars.items()}


def assumptions(declaration, deployment):
    """What the documents name, and where it comes from."""
    origins = {name: "an example: give `Place." + name + "`" if name in declaration.examples else "the input" for name in declaration.place}
    if "OrganizationId" not in declaration.examples and "OrganizationId" in declaration.central:
        origins["OrganizationId"] = "the input's `Central.OrganizationId`"
    found = [{"what": name, "value": value, "from": origins[name]} for name, value in declaration.place.items()]
    found += [{"what": f"the parameter {name}", "value": value or "none", "from": "its default in the template"} for name, value in declaration.defaults.items()]
    given = "the input" if "BucketName" in declaration.central else "Central's default"
    found.append({"what": "BucketName", "value": deployment.bucket, "from": given})
    for name, arn in deployment.keys.items():
        if name != "replica-key":
            origin = "its id is made up: AWS draws it" if name in deployment.policies else "the input. Its policy is its owner's: [what it must say](../../docs/keys.md#what-its-policy-must-say)"
            found.append({"what": f"ARN of {'Key 1' if name == 'bucket-key' else 'Key 2'}", "value": arn, "from": origin})
    found.append({"what": "ReplicaRegions", "value": ", ".join(declaration.central.get("ReplicaRegions", [])) or "none", "from": "the input" if "ReplicaRegions" in declaration.central else "Central's default"})
    if bucket := access_log_bucket(declaration):
        found.append({"what": "AccessLog.Bucket", "value": bucket, "from": "the input; taken to be there, and to let S3 write access logs"})
    roles = declaration.member.get("RoleNames")
    found.append({"what": "RoleNames", "value": ", ".join(roles or [INSTANCE_ROLE]), "from": "the input" if roles else "an example: give `Member.RoleNames`"})
    return found
