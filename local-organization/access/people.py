"""People who open sessions, or ask for them: what they ask Systems Manager for, and what examples/session-users.yaml gives them."""

from .modes import OTHER_MEMBER
from .principals import OWN_ID, PEOPLE
from .requests import SESSION, TARGET, Request

DOCUMENT = "SSM-SessionManagerRunShell"
# Whether Session Manager has looked at the document, too; and the tag that it gives each session ("Additional sample IAM policies
# for Session Manager", Systems Manager user guide).
CHECK, TAGGED = "ssm:SessionDocumentAccessCheck", "ssm:resourceTag/aws:ssmmessages:session-id"
# What people look at to find a node, and what they ask for where sessions are approved.
FINDS = {"ec2:DescribeInstances", "ssm:DescribeInstanceInformation", "ssm:DescribeInstanceProperties", "ssm:DescribeSessions", "ssm:GetConnectionStatus"}
ASKS = {"ssm:StartAccessRequest", "ssm:GetAccessToken"}


def people_requests(deployment):
    """What people ask Systems Manager for; more than the example's policies give them."""
    account, region = deployment.accounts["member"], deployment.region
    here = f"arn:aws:ssm:{region}:{account}:"
    instance, session = f"arn:aws:ec2:{region}:{account}:instance/i-0123456789abcdef0", f"{here}session/operator-0123456789abcdef0"

    def ask(action, resource, how, owner=account, **context):
        return Request(action, resource, owner, how, None, context, of=tuple(PEOPLE))

    checked, unchecked = {CHECK: "true"}, {CHECK: "false"}
    nodes = {"an instance": instance, "a hybrid node": f"{here}managed-instance/mi-0123456789abcdef0"}
    documents = {"the preferences": f"{here}document/{DOCUMENT}", "a document of one's own": f"{here}document/Unlogged", "a tunnel": f"arn:aws:ssm:{region}:000000000000:document/AWS-StartSSHSession"}
    for how, arn in (nodes | documents).items():
        for said, context in {"": {}, ", document looked at": checked, ", document not looked at": unchecked}.items():
            yield ask("ssm:StartSession", arn, f"{how}{said}", **context)
    yield ask("ssm:StartSession", instance.replace(account, OTHER_MEMBER), "an instance of another account", OTHER_MEMBER, **checked)
    for action in ("ssm:ResumeSession", "ssm:TerminateSession"):
        yield ask(action, session, "one's own session", **{TAGGED: OWN_ID})
        yield ask(action, session, "somebody else's session", **{TAGGED: OWN_ID.replace("operator", "somebody")})
    yield ask("ssmmessages:OpenDataChannel", f"{here}session/{OWN_ID}-0123456789abcdef0", "one's own session")
    yield ask("ssmmessages:OpenDataChannel", f"{here}session/somebody-0123456789abcdef0", "somebody else's session")
    yield ask("ssm:StartAccessRequest", instance, "an instance")
    yield ask("ssm:GetAccessToken", f"{here}opsitem/oi-0123456789ab", "an approved request")
    yield ask("ssm:GetConnectionStatus", instance, "an instance")
    for action in sorted(FINDS - {"ssm:GetConnectionStatus"}):
        yield ask(action, "*", "nodes and sessions")


def starts_sessions(cell):
    """The example's: logged sessions on nodes of the own account, their opening and end, their encryption."""
    instance, document = cell.request.resource, f":document/{DOCUMENT}"
    of_member = f":{cell.deployment.accounts['member']}:" in instance
    return {
        "ssm:StartSession": of_member and cell.says(CHECK) != "false" and (":document/" not in instance or instance.endswith(document)),
        "ssm:ResumeSession": of_member and cell.says(TAGGED) == OWN_ID,
        "ssm:TerminateSession": of_member and cell.says(TAGGED) == OWN_ID,
        "ssmmessages:OpenDataChannel": f"session/{OWN_ID}-" in instance,
        "kms:GenerateDataKey": cell.request.service == "kms" and cell.encrypts_sessions and bool(cell.says(SESSION)) and bool(cell.says(TARGET)),
    }.get(cell.action, cell.action in FINDS)
