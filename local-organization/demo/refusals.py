"""Step: what is refused. The emulator evaluates no policies; an IAM simulator decides over those that were written in it.

Who asks, what is asked and what should come of it are the access matrix's (access/); docs/permissions.md has all of it in words.
"""

from dataclasses import replace

from access.deployment import read_back
from access.matrix import Cells
from access.modes import Mode
from access.principals import PEOPLE, principals
from access.requests import AS_THE_AGENT, requests
from access.rules import is_wrong
from access.simulator import Simulator

from .organization import HOME_REGION, INSTANCE_ROLE, REGIONS, host_role
from .run import Run, expect
from .tables import table

PUT, GET, DECRYPT = "s3:PutObject", "s3:GetObject", "kms:Decrypt"
OWN = "a log of the member"
# Who asks for what, as the matrix has it, in a manager's words; and whether that is allowed. The first shows that the others are
# refused for what is wrong with them, and not altogether.
ASKED = [
    ("member instance", PUT, f"{OWN}, {AS_THE_AGENT}", "an instance", "writes its log as the agent does", True),
    ("member instance", PUT, f"another, {AS_THE_AGENT}", "an instance", "writes below another's prefix", False),
    ("member instance", PUT, f"{OWN}, over plain HTTP", "an instance", "writes over plain HTTP", False),
    ("member instance", PUT, f"{OWN}, with a foreign key", "an instance", "encrypts with a stranger's key", False),
    ("member instance", PUT, f"{OWN}, with ACL public-read", "an instance", "lets everybody read its log", False),
    ("member administrator", GET, OWN, "its administrator", "reads a log", False),
    ("outsider", PUT, "a log of the outsider", "an outsider", "writes a log of its own", False),
    ("outsider", GET, OWN, "an outsider", "reads a log", False),
    ("outsider", DECRYPT, "session-key, for a session", "an outsider", "decrypts a session", False),
    ("anonymous", GET, OWN, "anybody, unsigned", "reads a log", False),
]


class Refusals(Run):
    def show_refusals(self):
        rows = []
        with Simulator() as simulator:
            known = simulator.ask(actions=["s3", "kms"])
            actions = {name: [it for it in found if it["name"] in (PUT, GET, DECRYPT)] for name, found in known.items()}
            for member in self.organization.members:
                rows.append(self.decided(simulator, actions, member))
        told = []
        for (*_, who, what, allowed), decisions in zip(ASKED, zip(*rows, strict=True), strict=True):
            wrong = [it for it in decisions if it.allowed != allowed or is_wrong(it)]
            expect(not wrong, f"decided otherwise than wanted: {', '.join(str(it.cell.request) for it in wrong)}")
            told.append(row(who, what, allowed, len(decisions), by(decisions[0])))
            if not allowed:
                self.proof.add("refused", len(decisions))
        print(f"\n{table(told)}", flush=True)
        print("decided by an IAM simulator (local-organization/access) over the policies that were written: those")
        print("of bucket, keys and members, read back; the emulator itself evaluates none\n", flush=True)

    def decided(self, simulator, actions, member):
        """What comes of all that is asked, over one member's policy and those of bucket and keys."""
        role = host_role(member, HOME_REGION) or INSTANCE_ROLE
        mode = Mode("demo", {"ReplicaRegions": REGIONS}, {"RoleNames": [role]})
        found = read_back(self.organization, mode, member, role, mode.central, self.outputs)
        # Of people who open sessions nothing is asked here.
        found = replace(found, people=dict.fromkeys(PEOPLE.values()))
        asking = [it for it in principals(found) if it.name in {name for name, *_ in ASKED}]
        names = [it.name for it in asking]
        asked = [*requests(found, actions), self.of_another(found, actions, member)]
        cells = Cells(found, simulator, asking, asked)
        hows = {(it.action, it.how): number for number, it in enumerate(asked) if not it.of}
        return cells.decide([(names.index(who), hows[action, how]) for who, action, how, *_ in ASKED])

    def of_another(self, found, actions, member):
        """An instance's upload as the agent makes it, below the prefix of another account that is there."""
        other = next(it for it in self.organization.members if it is not member)
        (own,) = [it for it in requests(found, actions) if (it.action, it.how) == (PUT, f"{OWN}, {AS_THE_AGENT}")]
        return replace(own, resource=own.resource.replace(f"/{member.number}/", f"/{other.number}/"), how=f"another, {AS_THE_AGENT}")


def row(who, what, allowed, accounts, statement):
    return {"who": who, "asks": what, "it is": "allowed" if allowed else "refused", "in": str(accounts), "by": statement}


def by(decision):
    """The first statement that decided; a call that no statement allows needs none to refuse it."""
    return ": ".join(decision.by[0]) if decision.by else "nothing allows it"
