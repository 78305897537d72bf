"""What the steps of one run share: the organization, its stacks, and what has been proven so far."""

from .organization import INSTANCE_ROLE, REGIONS
from .proof import Proof
from .registration import Registration
from .stacks import DeploymentFailed, Stack, as_parameters, await_instances

STACK = "session-logging"
STACK_SET = f"{STACK}-members"
# A Region whose logs may not leave it.
OWN_REGION = "eu-central-1"
OWN_STACK = "regional-logging"
IDLE_MINUTES = "20"


class Run:
    """One run; its steps are in the classes that are made of it, by subject."""

    def __init__(self, organization, say, work, door):
        self.organization = organization
        self.door = door
        self.say = say
        self.work = work
        self.proof = Proof()
        self.stack = Stack(organization.log, STACK, say)
        self.own_stack = Stack(organization.log, OWN_STACK, say, OWN_REGION)
        self.registration = Registration(organization, [*REGIONS, OWN_REGION], say)
        # Of the stacks, once they are there.
        self.outputs = self.own_outputs = None

    def template(self, idle_minutes, keeps_logs=True):
        values = organization_wide(self.organization, REGIONS, idle_minutes) | (self.given or {"TypesStackSetArn": self.types})
        return deployment(self.door.template, values, keeps_logs)

    def await_members(self):
        wanted = {(member.number, region) for member in self.organization.members for region in REGIONS}
        await_instances(self.organization.log, STACK_SET, wanted)


def organization_wide(organization, regions, idle_minutes):
    """The parameters of examples/organization.yaml, for all members in some Regions."""
    return {
        "OrganizationalUnitIds": organization.unit,
        "Regions": ",".join(regions),
        "InstanceRoleNames": INSTANCE_ROLE,
        "IdleSessionTimeout": idle_minutes,
    }


def deployment(template, values, keeps_logs):
    """An example; without its DeletionPolicy, so that bucket and keys go with the stack, where logs are not to be kept."""
    text = template.read_text(encoding="utf-8")
    return {
        "TemplateBody": text if keeps_logs else text.replace("DeletionPolicy: RetainExceptOnCreate", "DeletionPolicy: Delete"),
        "Parameters": as_parameters(values),
        "Capabilities": ["CAPABILITY_IAM"],
    }


def expect(holds, otherwise):
    """Fails the demonstration with what is wrong."""
    if not holds:
        raise DeploymentFailed(otherwise)
