"""What is asked: every call that has the bucket, its objects or one of the keys for its resource, with right and wrong circumstances.

Which calls there are says the simulator's own data, which is made from AWS's Service Authorization Reference: a new one is in the
matrix with the next version, and needs a sentence where no general one covers it. Calls that take no such resource (the account's
settings, access points themselves, CreateKey) are decided by no policy of ours.
"""

from dataclasses import dataclass, field

from .modes import LEFT, OTHER_MEMBER, OUTSIDER
from .principals import OTHER_ORGANIZATION, key_id

SSE = "s3:x-amz-server-side-encryption"
KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id"
CUSTOMER_KEY = "s3:x-amz-server-side-encryption-customer-algorithm"
ACL = "s3:x-amz-acl"
GRANTS = [f"s3:x-amz-grant-{it}" for it in ("read", "write", "read-acp", "write-acp", "full-control")]
VIA = "kms:ViaService"
CONTEXT = "kms:EncryptionContext:"
S3_ARN = f"{CONTEXT}aws:s3:arn"
SESSION, TARGET = f"{CONTEXT}aws:ssm:SessionId", f"{CONTEXT}aws:ssm:TargetId"
OWNERS_ACL = "bucket-owner-full-control"
# What the last part of the key of an upload begins with that the canary begins.
CANARY = "session-logging-canary-"
AS_THE_AGENT = "as the agent does"
WITH_OWNERS_ACL = f"with ACL {OWNERS_ACL}"

# What an upload consists of.
WRITES = {"s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload"}
# Calls that are asked for wherever in the bucket a log may lie; the others in three places.
EVERYWHERE = WRITES | {"s3:GetObject"}
# What a key is used for, asked for with every encryption context.
USES = {"kms:Decrypt", "kms:GenerateDataKey"}

OPEN = {"Version": "2012-10-17", "Statement": [{"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
# The policies of what is not ours: of the bucket that a stranger made after ours was deleted, and of a key that says nothing itself.
STRANGERS_BUCKET, OPEN_KEY = "stranger's bucket", "open key"


@dataclass(frozen=True)
class Request:
    """One call, without its caller."""

    action: str
    resource: str
    # The account that owns the resource.
    account: str
    # What is special about it, in words.
    how: str
    # The name of the policy that the resource has, if any.
    policy: str | None
    context: dict = field(default_factory=dict)
    # Whether it reads or writes, as AWS says.
    level: str = ""
    # Principals that it is of interest for; all, when there are none.
    of: tuple = ()

    @property
    def service(self):
        """s3, kms or logs."""
        return self.action.partition(":")[0]

    @property
    def object_key(self):
        """The key of the object, if it is about one."""
        return self.resource.partition("/")[2] if self.service == "s3" else ""

    def __str__(self):
        return f"{self.action} on {self.resource}, {self.how}"


def requests(deployment, actions):
    """All of them, for one deployment; `actions` is what the simulator knows of each service."""
    return [*bucket_requests(deployment, actions["s3"]), *key_requests(deployment, actions["kms"]), *others(deployment)]


def places(deployment):
    """Object keys by where they lie: below each account's prefix, above all, and outside of LogPrefix where there is one."""
    prefix = deployment.mode.log_prefix
    accounts = {"log account": deployment.accounts["log"], "other member": OTHER_MEMBER}
    accounts |= {"management account": deployment.accounts["management"], "left account": LEFT, "outsider": OUTSIDER}
    found = {"of the member": f"{prefix}{deployment.key_prefix}/session.log"}
    found["of the member in another Region"] = found["of the member"].replace(deployment.region, deployment.another_region)
    found["of the canary"] = found["of the member"].replace("session.log", f"{CANARY}0.log")
    found |= {f"of the {name}": f"{prefix}{account}/{deployment.region}/session.log" for name, account in accounts.items()}
    found["above all accounts"] = f"{prefix}session.log"
    if prefix:
        found["outside of LogPrefix"] = f"{deployment.accounts['member']}/session.log"
    return found


def bucket_requests(deployment, actions):
    """Every call on the bucket and on objects."""
    bucket = f"arn:aws:s3:::{deployment.bucket}"
    where = places(deployment)
    few = {name: where[name] for name in ("of the member", "of the log account", "above all accounts")}
    for action in actions:
        if "bucket" in action["resources"]:
            yield from both_transports(deployment, action, bucket, "")
        if "object" in action["resources"]:
            for name, key in (where if action["name"] in EVERYWHERE else few).items():
                arn = f"{bucket}/{key}"
                plain_too = both_transports if name == "of the member" else over_tls
                yield from plain_too(deployment, action, arn, f"a log {name}")
                if name in ("of the member", "of the log account", "of the canary"):
                    for how, headers in special_headers(deployment, action).items():
                        if name != "of the canary" or how in (AS_THE_AGENT, WITH_OWNERS_ACL):
                            yield from over_tls(deployment, action, arn, f"a log {name}, {how}", headers)


def over_tls(deployment, action, arn, how, headers=None, secure="true"):
    """One request of S3."""
    context = {"aws:SecureTransport": secure, "aws:ResourceAccount": deployment.accounts["log"], "s3:ResourceAccount": deployment.accounts["log"]}
    context |= {"aws:ResourceOrgID": deployment.organization} | (headers or {})
    yield Request(action["name"], arn, deployment.accounts["log"], how or "the bucket", "bucket", context, action["level"])


def both_transports(deployment, action, arn, how):
    """The same with and without TLS."""
    yield from over_tls(deployment, action, arn, how)
    yield from over_tls(deployment, action, arn, f"{how or 'the bucket'}, over plain HTTP", secure="false")


def special_headers(deployment, action):
    """Headers that a call can carry and policies see, by what they are; a part of an upload carries none of them."""
    right = deployment.keys["bucket-key"]
    foreign = f"arn:aws:kms:{deployment.region}:{OUTSIDER}:key/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"
    encryptions = {
        "with Key 1": {SSE: "aws:kms", KEY_ID: right},
        "with AES256": {SSE: "AES256"},
        "with dsse and Key 1": {SSE: "aws:kms:dsse", KEY_ID: right},
        "with aws:kms and no key": {SSE: "aws:kms"},
        "with Key 1 and no algorithm": {KEY_ID: right},
        "with a foreign key": {SSE: "aws:kms", KEY_ID: foreign},
        "with a foreign key and no algorithm": {KEY_ID: foreign},
        "with Key 1's id in place of its ARN": {SSE: "aws:kms", KEY_ID: key_id(right)},
        "with a key of the caller's own": {CUSTOMER_KEY: "AES256"},
    }
    if deployment.former.startswith("arn:"):
        encryptions["with the key that the bucket had before"] = {SSE: "aws:kms", KEY_ID: deployment.former}
    acls = {f"with ACL {acl}": {ACL: acl} for acl in (OWNERS_ACL, "private", "public-read", "authenticated-read")}
    grants = {f"with {grant.removeprefix('s3:x-amz-')}": {grant: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"'} for grant in GRANTS}
    granted_twice = {f"{how} beside ACL {OWNERS_ACL}": headers | {ACL: OWNERS_ACL} for how, headers in grants.items()}
    access_point = {
        "s3:DataAccessPointAccount": deployment.accounts["log"],
        "s3:DataAccessPointArn": f"arn:aws:s3:{deployment.region}:{deployment.accounts['log']}:accesspoint/logs",
    }
    if action["name"] == "s3:PutObject":
        agent = {ACL: OWNERS_ACL, SSE: "aws:kms", KEY_ID: right}
        copy = {"s3:x-amz-copy-source": "/somewhere/else", "s3:x-amz-metadata-directive": "REPLACE"}
        more = {AS_THE_AGENT: agent, "as a copy": copy, "through an access point": access_point}
        return {**encryptions, **acls, **grants, **granted_twice, **more}
    if action["name"] in ("s3:PutObjectAcl", "s3:PutObjectVersionAcl"):
        return {**acls, **grants, **granted_twice}
    if action["name"] == "s3:UpdateObjectEncryption":
        return encryptions
    if action["name"] in EVERYWHERE:
        return {"through an access point": access_point}
    return {}


def key_requests(deployment, actions):
    """Every call on each key that has a policy of ours."""
    for key, arn in ((key, arn) for key, arn in deployment.keys.items() if key in deployment.policies):
        for action in actions:
            if "key" in action["resources"]:
                for how, context in encryption_contexts(deployment, action).items():
                    yield key_request(deployment, action, arn, f"{key}{how}", key, deployment.tags[key] | context)


def key_request(deployment, action, arn, how, policy, context=None, of=()):
    """One request of KMS, which answers over TLS only."""
    always = {"aws:SecureTransport": "true", "aws:ResourceAccount": deployment.accounts["log"], "aws:ResourceOrgID": deployment.organization}
    return Request(action["name"], arn, deployment.accounts["log"], how, policy, always | (context or {}), action["level"], of)


def encryption_contexts(deployment, action):
    """How a key is called, by what it is: through which service, and for what."""
    if action["name"] == "kms:DescribeKey":
        return {"": {}, ", by an alias": {"kms:RequestAlias": f"alias/session-logging/{deployment.bucket}/session"}}
    if not any(key.startswith(CONTEXT) for key in action["keys"]):
        return {"": {}}
    bucket = f"arn:aws:s3:::{deployment.bucket}"
    via_s3 = {VIA: deployment.s3, "aws:ViaAWSService": "true"}
    log, own = ({S3_ARN: f"{bucket}/{places(deployment)[whose]}"} for whose in ("of the member", "of the log account"))
    session = {SESSION: "operator-0123456789abcdef0", TARGET: "i-0123456789abcdef0"}
    few = {
        ", called directly without a context": {},
        ", for a session": session,
        ", through S3 for a log of the member": via_s3 | log,
        ", through S3 for a log of the log account": via_s3 | own,
    }
    if action["name"] == "kms:CreateGrant":
        return {**few, ", through Remote Desktop": {VIA: f"ssm-guiconnect.{deployment.region}.amazonaws.com", "aws:ViaAWSService": "true"}}
    if action["name"] not in USES:
        return few
    objects = {f", through S3 for a log {name}": via_s3 | {S3_ARN: f"{bucket}/{key}"} for name, key in places(deployment).items()}
    return {
        **few,
        **objects,
        ", through S3 for the bucket (as with Bucket Keys)": via_s3 | {S3_ARN: bucket},
        ", through S3 for an object elsewhere": via_s3 | {S3_ARN: f"arn:aws:s3:::another-{deployment.bucket}/{deployment.accounts['member']}/session.log"},
        ", through S3 without a context": via_s3,
        ", through S3 for a session": via_s3 | session,
        ", through S3 for a log of the member and a session": via_s3 | log | session,
        ", through S3 of another Region for a log of the member": via_s3 | log | {VIA: f"s3.{deployment.another_region}.amazonaws.com"},
        ", through Systems Manager for a session": {VIA: f"ssm.{deployment.region}.amazonaws.com", "aws:ViaAWSService": "true"} | session,
        ", called directly for a log of the member": log,
        ", called directly for a log of the log account": own,
        ", called directly for a log of the member and a session": log | session,
        ", for a session without a target": {SESSION: session[SESSION]},
        ", for a target without a session": {TARGET: session[TARGET]},
    }


def others(deployment):
    """What the member's policy, and people's, must not give where the resource itself lets everybody; and its log group."""
    member = ("member instance",)
    mode, account = deployment.mode, deployment.accounts["member"]
    bucket = f"arn:aws:s3:::{deployment.bucket}"
    theirs = {"aws:SecureTransport": "true", "aws:ResourceAccount": OUTSIDER, "aws:ResourceOrgID": OTHER_ORGANIZATION}
    for action, arn in (("s3:PutObject", f"{bucket}/{own_key(deployment)}"), ("s3:PutObjectAcl", f"{bucket}/{own_key(deployment)}"), ("s3:GetEncryptionConfiguration", bucket)):
        yield Request(action, arn, OUTSIDER, "a bucket that a stranger made under the same name", STRANGERS_BUCKET, theirs, of=member)
    use = {"name": "kms:Decrypt", "level": "Write", "keys": [CONTEXT]}
    for key, arn in deployment.keys.items():
        for name in sorted(USES):
            for how, context in encryption_contexts(deployment, use).items():
                of = (*member, "person with sessions")
                yield key_request(deployment, use | {"name": name}, arn, f"{key}{how}, with a key policy that lets everybody", OPEN_KEY, context, of)
    for region, group in ((region, group) for region in (deployment.region, deployment.another_region) for group in (mode.log_group, "/another/group") if mode.log_group):
        arn = f"arn:aws:logs:{region}:{account}:log-group:{group}"
        yield Request("logs:DescribeLogStreams", arn, account, "log group", None, of=member)
        for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
            yield Request(action, f"{arn}:log-stream:session", account, "log stream", None, of=member)
    yield Request("logs:DescribeLogGroups", "*", account, "log groups", None, of=member)


def own_key(deployment):
    """Where the member's instances write."""
    return places(deployment)["of the member"]
