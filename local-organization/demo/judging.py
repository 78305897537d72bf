"""Steps: what `session-logging verify` says, of what is well and of what was broken."""

from .breaks import BREAKS, Place
from .run import expect
from .sessions import Sessions
from .stacks import Stack
from .tables import table
from .verdict import AUDITORS, CANARIES, CANARY, findings, in_every_account, verdict


class Judging(Sessions):
    def __init__(self, *given):
        super().__init__(*given)
        self.auditors = Stack(self.organization.log, "session-logging-auditor", self.say)
        self.canaries = Stack(self.organization.log, "session-logging-canary", self.say)

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
            rows += [row(one, it) for it in found]
            self.proof.add("breaks")
            self.say(f"{one.name}: found, and nothing else")
        print(f"\n{table(rows)}", flush=True)
        self.judge()
        found = findings(self.organization, place.bucket, "--ou", self.organization.unit)
        expect(not found, f"when all was mended: found {found}")


def row(broken, finding):
    return {"broken": broken.name, "found": finding}
