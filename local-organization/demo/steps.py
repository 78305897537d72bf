"""The steps of the demonstration, in their order in __main__: what an engineer would do, and what AWS holds afterwards.

Each subject has a module: sessions, refusals, drift, judging, ending; this one has what deploys.
"""

from .drift import Drift
from .ending import Ending
from .judging import Judging
from .organization import (
    HOME_REGION,
    HOST_ROLE,
    INSTANCE_ROLE,
    REGIONS,
    launch_instances,
    turn_on_host_management,
    write_preferences,
)
from .refusals import Refusals
from .registration import NEWER, VERSION, WORDS
from .run import IDLE_MINUTES, OWN_REGION, OWN_STACK, deployment, expect
from .stacks import await_instances

CHANGED_IDLE_MINUTES = "30"


class Demo(Judging, Refusals, Drift, Ending):
    """One run: each step does what an engineer would do, and shows what AWS holds afterwards."""

    def found_organization(self):
        for name in ("payments", "web-shop", "analytics"):
            self.organization.add_member(name)
        self.owner_of_preferences = self.organization.members[0]
        self.former = write_preferences(self.owner_of_preferences, HOME_REGION)
        self.say(f"organization {self.organization.id}: management, log-archive and three members; Regions {', '.join(REGIONS)}")
        self.say(f"{self.owner_of_preferences} has preferences of its own in {HOME_REGION}")
        self.with_default_hosts = self.organization.members[1]
        turn_on_host_management(self.with_default_hosts, HOME_REGION)
        self.say(f"{self.with_default_hosts} has Default Host Management on in {HOME_REGION}, with its role {HOST_ROLE}")
        for member in self.organization.members:
            launch_instances(member)
        self.given = self.door.prepare(self.organization, [*REGIONS, OWN_REGION], self.say)

    def register(self):
        """Both types in the log account, Member in every member and Region, from one package each; in whatever account joins, too."""
        self.registration.make_bucket(self.work)
        self.types = self.registration.create()
        self.registration.await_members(self.organization.members)
        self.registration.show(self.organization.members)

    def deploy(self):
        self.outputs = self.stack.create(**self.template(IDLE_MINUTES))
        self.await_members()
        self.say(f"bucket {self.outputs['BucketName']}")

    def change_preference(self):
        self.stack.update(**self.template(CHANGED_IDLE_MINUTES))
        self.await_members()
        rows = self.show_sessions()
        expect(all(row["idle min"] == CHANGED_IDLE_MINUTES for row in rows), "the changed preference did not reach every member")

    def add_account(self):
        member = self.organization.add_member("mobile")
        launch_instances(member)
        self.say(f"{member} joined the organizational unit; nobody does anything in it")
        if not self.door.jars:
            self.registration.await_members(self.organization.members)
        self.await_members()
        if not self.door.jars:
            self.registration.show([member])
        self.show_sessions()
        self.proof.add("joined")

    def change_version(self):
        """An upgrade of the types everywhere is one parameter of one stack, and so is the way back."""
        for version, words in ((NEWER, WORDS), (VERSION, None)):
            self.registration.change(version)
            found = self.registration.show(self.organization.members)
            expect(len(found) == 1 and all((said == WORDS) == bool(words) for _, said in found), f"after the change to {version} in use: {found}")
            self.proof.add("versions")
        self.show_sessions()

    def log_a_region_by_itself(self):
        """A bucket, keys and members of its own: logs of this Region stay in it."""
        values = {"OrganizationalUnitIds": self.organization.unit, "InstanceRoleNames": INSTANCE_ROLE, **self.given}
        if self.door.jars:
            values["Regions"] = OWN_REGION
        else:
            self.own_types = self.registration.create_in_log_account(OWN_REGION)
            values["BucketPrefix"] = f"{self.organization.id}-logs"
        self.own_outputs = self.own_stack.create(**deployment(self.door.own_template, values, keeps_logs=False))
        await_instances(self.organization.log, f"{OWN_STACK}-members", {(member.number, OWN_REGION) for member in self.organization.members}, OWN_REGION)
        self.show([self.session(member, OWN_REGION, self.own_outputs) for member in self.organization.members], self.own_outputs)
