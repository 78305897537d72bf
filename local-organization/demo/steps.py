"""The steps of the demonstration: what an engineer would do, and what AWS holds afterwards."""

from processes import ROOT

from .agent import run_session
from .breaks import BREAKS, Place
from .doors import DOORS
from .organization import (
    HOME_REGION,
    HOST_POLICY,
    HOST_ROLE,
    INSTANCE_ROLE,
    PREFERENCES,
    REGIONS,
    attached,
    host_role,
    launch_instances,
    preferences,
    turn_on_host_management,
    write_preferences,
)
from .registration import NEWER, VERSION, WORDS, Registration
from .stacks import DeploymentFailed, Stack, await_instances, gone
from .tables import table
from .verdict import AUDITORS, CANARIES, CANARY, findings, in_every_account, verdict

STACK = "session-logging"
STACK_SET = f"{STACK}-members"
# A Region whose logs may not leave it.
OWN_REGION = "eu-central-1"
OWN_STACK = "regional-logging"
IDLE_MINUTES, CHANGED_IDLE_MINUTES = "20", "30"
# Bytes: above what the agent uploads in one piece.
LONG_LOG = 6 * 1024 * 1024


class Demo:
    """One run: each step does what an engineer would do, and shows what AWS holds afterwards."""

    def __init__(self, organization, say, work, door=DOORS["types"]):
        self.organization = organization
        self.door = door
        self.say = say
        self.work = work
        self.sessions = 0
        self.stack = Stack(organization.log, STACK, say)
        self.own_stack = Stack(organization.log, OWN_STACK, say, OWN_REGION)
        self.registration = Registration(organization, [*REGIONS, OWN_REGION], say)
        self.auditors = Stack(organization.log, "session-logging-auditor", say)
        self.canaries = Stack(organization.log, "session-logging-canary", say)

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
        self.given = self.door.prepare(self.organization, [*REGIONS, OWN_REGION])

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

    def template(self, idle_minutes, keeps_logs=True):
        values = {
            "OrganizationalUnitIds": self.organization.unit,
            "Regions": ",".join(REGIONS),
            "InstanceRoleNames": INSTANCE_ROLE,
            "IdleSessionTimeout": idle_minutes,
            **(self.given or {"TypesStackSetArn": self.types}),
        }
        return deployment(self.door.template, values, keeps_logs)

    def await_members(self):
        wanted = {(member.number, region) for member in self.organization.members for region in REGIONS}
        await_instances(self.organization.log, STACK_SET, wanted)

    def typed(self):
        """What the next session leaves to be logged: the first is long, and its log is uploaded in parts."""
        line = f"$ whoami\nssm-user\n(session {self.sessions})\n".encode()
        return line * (LONG_LOG // len(line)) if self.sessions == 1 else line

    def show_sessions(self):
        """One session in every member account and Region; every log must be in the bucket, encrypted with Key 1."""
        rows = [self.session(member, region, self.outputs) for member in self.organization.members for region in REGIONS]
        self.show(rows, self.outputs)
        return rows

    def session(self, member, region, outputs):
        """One session, whose log must be in the bucket of these outputs, encrypted with its key."""
        self.sessions += 1
        # An instance of an account with Default Host Management has no role of its own here.
        role = host_role(member, region) or INSTANCE_ROLE
        expect(any(":policy/session-logging/" in arn for arn in attached(member, role)), f"{member}: {role} has no policy to log")
        session = run_session(member, region, self.sessions, self.typed(), role)
        self.last_session = session.session_id
        expect(session.bucket == outputs["BucketName"], f"{session.key} went to {session.bucket}")
        held = self.organization.log.client("s3", outputs["BucketKeyArn"].split(":")[3]).head_object(Bucket=session.bucket, Key=session.key)
        expect(held["SSEKMSKeyId"] == outputs["BucketKeyArn"], f"{session.key} is encrypted with {held['SSEKMSKeyId']}")
        expect(session.key.startswith(f"{member.number}/{region}/"), f"{session.key} is not below {member.number}/{region}/")
        return {
            "account": session.account,
            "Region": region,
            "instance's role": role,
            "version": session.document_version,
            "idle minutes": session.idle_timeout,
            "log's prefix": session.prefix,
            "bytes": str(held["ContentLength"]),
        }

    def show(self, rows, outputs):
        print(f"\n{table(rows)}\nall in {outputs['BucketName']}, under key {outputs['BucketKeyArn'].rpartition('/')[2]}\n", flush=True)

    def change_preference(self):
        self.stack.update(**self.template(CHANGED_IDLE_MINUTES))
        self.await_members()
        rows = self.show_sessions()
        expect(all(row["idle minutes"] == CHANGED_IDLE_MINUTES for row in rows), "the changed preference did not reach every member")

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

    def change_version(self):
        """An upgrade of the types everywhere is one parameter of one stack, and so is the way back."""
        for version, words in ((NEWER, WORDS), (VERSION, None)):
            self.registration.change(version)
            found = self.registration.show(self.organization.members)
            expect(len(found) == 1 and all((said == WORDS) == bool(words) for _, said in found), f"after the change to {version} in use: {found}")
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

    def deploy_auditors(self):
        """The role that is looked with, in every account; StackSets make it in those that join later, too."""
        self.auditors.create(TemplateBody=in_every_account(self.organization, self.auditors.name, AUDITORS))

    def show_verdict(self):
        """What `session-logging verify` says of all accounts and Regions: that logs will arrive; and of the last session: that its log
        has."""
        self.judge()
        self.judge("--session", self.last_session)

    def show_uploads(self):
        """What only an upload shows: in every account and Region one is begun as an instance begins it, and aborted."""
        self.canaries.create(TemplateBody=in_every_account(self.organization, self.canaries.name, CANARIES))
        self.judge("--canary", CANARY)
        uploads = self.organization.log.client("s3").list_multipart_uploads(Bucket=self.outputs["BucketName"]).get("Uploads", [])
        expect(not uploads, f"uploads that were not aborted: {uploads}")
        # Its role has Member's policy, and would keep Member from deleting it.
        self.canaries.delete()

    def judge(self, *more):
        """One verdict, which has to be that all is well."""
        status, said = verdict(self.organization, self.outputs["BucketName"], *more)
        print(f"\n{said}", flush=True)
        expect(status == 0, f"the exit status with {more} is {status}")

    def break_one_by_one(self):
        """Each thing that may go wrong, in one account and Region: it is found and named, nothing else is, and mended it is gone."""
        rows = []
        for one in BREAKS:
            place = Place(self.organization.log, self.outputs, self.organization.members[2], one.region)
            with one.broken(place):
                found = findings(self.organization, place.bucket, "--accounts", place.member.number, "--regions", place.region)
            wanted = sorted(map(place.name, one.findings))
            expect(found == wanted, f"{one.name}: found {found} instead of {wanted}")
            rows += [{"broken": one.name, "found": it} for it in found]
            self.say(f"{one.name}: found, and nothing else")
        print(f"\n{table(rows)}", flush=True)
        self.judge()
        found = findings(self.organization, place.bucket, "--ou", self.organization.unit)
        expect(not found, f"when all was mended: found {found}")

    def take_out_member(self):
        """Deletes one member's stacks: the preferences that it had are back, the others go on."""
        member = self.owner_of_preferences
        cloudformation = self.organization.log.client("cloudformation")
        cloudformation.delete_stack_instances(
            StackSetName=STACK_SET,
            CallAs="DELEGATED_ADMIN",
            DeploymentTargets={"OrganizationalUnitIds": [self.organization.unit], "Accounts": [member.number], "AccountFilterType": "INTERSECTION"},
            Regions=REGIONS,
            RetainStacks=False,
        )
        self.organization.members.remove(member)
        self.await_members()
        found = preferences(member, HOME_REGION)
        expect(found == self.former, f"preferences of {member}: {found} instead of {self.former}")
        self.say(f"{member}: its former preferences are back, idle timeout {found['sessions']['inputs']['idleSessionTimeout']}")
        self.organization.members.insert(0, member)

    def delete_everything(self):
        """The template keeps bucket and keys, so it changes first; then with logs in the bucket, which must be refused; then for good."""
        self.stack.update(**self.template(IDLE_MINUTES, keeps_logs=False))
        logs = self.logs()
        try:
            self.stack.delete()
        except DeploymentFailed as refused:
            reason = next(line.strip() for line in str(refused).splitlines() if "Central:" in line)
            self.say(f"refused, as it should be: {reason}")
        else:
            raise DeploymentFailed("the stack was deleted although logs are in the bucket")
        expect(self.logs() == logs, f"logs after the refused delete: {self.logs()} instead of {logs}")
        for (bucket, region), listed in logs.items():
            self.organization.log.client("s3", region).delete_objects(Bucket=bucket, Delete={"Objects": listed})
        self.say(f"the {sum(map(len, logs.values()))} logs of both buckets were removed by hand")
        self.stack.delete()
        self.own_stack.delete()
        self.auditors.delete()
        if self.door.jars:
            return
        self.own_types.delete()
        self.registration.remove(self.organization.members)
        self.say("types and roles are gone from every account, last of all")

    def logs(self):
        """Every version of every log, by the bucket and its Region."""
        held = {}
        for outputs, region in ((self.outputs, HOME_REGION), (self.own_outputs, OWN_REGION)):
            bucket = outputs["BucketName"]
            versions = self.organization.log.client("s3", region).list_object_versions(Bucket=bucket)["Versions"]
            held[bucket, region] = [{"Key": version["Key"], "VersionId": version["VersionId"]} for version in versions]
        return held

    def show_what_is_left(self):
        """Nothing but keys that wait for their deletion, and what was there before."""
        s3 = self.organization.log.client("s3")
        for outputs in (self.outputs, self.own_outputs):
            expect(gone(lambda: s3.head_bucket(Bucket=outputs["BucketName"]), "404"), f"{outputs['BucketName']} is still there")
        regions = [*REGIONS, OWN_REGION]
        rows = []
        for region in regions:
            kms = self.organization.log.client("kms", region)
            aliases = [alias["AliasName"] for alias in kms.list_aliases()["Aliases"] if "session-logging" in alias["AliasName"]]
            expect(not aliases, f"aliases in {region}: {aliases}")
            for key in kms.list_keys()["Keys"]:
                metadata = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
                rows.append({"key": metadata["KeyId"], "Region": region, "state": metadata["KeyState"]})
        expect(all("Pending" in row["state"] for row in rows), f"keys that do not wait for their deletion: {rows}")
        for member in self.organization.members:
            policies = member.client("iam").list_policies(Scope="Local")["Policies"]
            expect(not policies, f"{member}: policies {[policy['PolicyName'] for policy in policies]}")
            for region in regions:
                ssm = member.client("ssm", region)
                hosts = HOST_ROLE if (member, region) == (self.with_default_hosts, HOME_REGION) else None
                expect(host_role(member, region) == hosts, f"{member}: Default Host Management is not as it was in {region}")
                if (member, region) == (self.owner_of_preferences, HOME_REGION):
                    expect(preferences(member, region) == self.former, f"{member}: its former preferences changed")
                else:
                    absent = gone(lambda: ssm.describe_document(Name=PREFERENCES), "InvalidDocument")
                    expect(absent, f"{member}: a preferences document is left in {region}")
        expect(attached(self.with_default_hosts, HOST_ROLE) == {HOST_POLICY}, f"{HOST_ROLE} has other policies than before")
        print(f"\nleft in the log account:\n{table(rows)}\n", flush=True)


def deployment(template, values, keeps_logs):
    """An example; without its DeletionPolicy, so that bucket and keys go with the stack, where logs are not to be kept."""
    text = template.read_text(encoding="utf-8")
    return {
        "TemplateBody": text if keeps_logs else text.replace("DeletionPolicy: RetainExceptOnCreate", "DeletionPolicy: Delete"),
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()],
        "Capabilities": ["CAPABILITY_IAM"],
    }


def expect(holds, otherwise):
    """Fails the demonstration with what is wrong."""
    if not holds:
        raise DeploymentFailed(otherwise)
