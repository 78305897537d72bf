"""Steps: a session on an instance of every member and Region, and where its log is found."""

from .agent import run_session
from .organization import INSTANCE_ROLE, REGIONS, attached, host_role
from .run import Run, expect
from .tables import table

# Bytes: above what the agent uploads in one piece.
LONG_LOG = 6 * 1024 * 1024


class Sessions(Run):
    """`sessions` is how many there were, `last_session` the latest one's id."""

    sessions = 0
    last_session = None

    def typed(self):
        """What the next session leaves to be logged: the first is long, and its log is uploaded in parts."""
        line = f"$ whoami\nssm-user\n(session {self.sessions})\n".encode()
        return line * (LONG_LOG // len(line)) if self.sessions == 1 else line

    def show_sessions(self):
        """One session in every member account and Region; every log must be in the bucket, encrypted with Key 1."""
        return self.show([self.session(member, region, self.outputs) for member in self.organization.members for region in REGIONS], self.outputs)

    def session(self, member, region, outputs):
        """One session, whose log must be in the bucket of these outputs, encrypted with its key; a row that tells of it."""
        self.sessions += 1
        # An instance of an account with Default Host Management has no role of its own here.
        role = host_role(member, region) or INSTANCE_ROLE
        expect(any(":policy/session-logging/" in arn for arn in attached(member, role)), f"{member}: {role} has no policy to log")
        session = run_session(member, region, self.sessions, self.typed(), role)
        self.last_session = session.session_id
        expect(session.bucket == outputs["BucketName"], f"{session.key} went to {session.bucket}")
        expect(session.session_key == key_in(region, outputs), f"{session.session_id} was encrypted with {session.session_key}")
        held = self.organization.log.client("s3", outputs["BucketKeyArn"].split(":")[3]).head_object(Bucket=session.bucket, Key=session.key)
        expect(held["SSEKMSKeyId"] == outputs["BucketKeyArn"], f"{session.key} is encrypted with {held['SSEKMSKeyId']}")
        expect(session.key.startswith(f"{member.number}/{region}/"), f"{session.key} is not below {member.number}/{region}/")
        self.proof.add("sessions")
        self.proof.see("accounts", member.number)
        self.proof.see("Regions", region)
        self.proof.see("keys", held["SSEKMSKeyId"], session.session_key)
        return row(session, role, held["ContentLength"])

    def show(self, rows, outputs):
        print(f"\n{table(rows)}\nall in {outputs['BucketName']}")
        print(f"logs encrypted with Key 1 {key_id(outputs['BucketKeyArn'])}")
        print(f"sessions encrypted with Key 2 {key_id(outputs['SessionKeyArn'])}, in each Region its replica there\n", flush=True)
        return rows


def row(session, role, size):
    return {
        "account": session.account,
        "Region": session.region,
        "instance's role": role,
        "version": session.document_version,
        "idle min": session.idle_timeout,
        "log's prefix": session.prefix,
        "bytes": str(size),
    }


def key_id(arn):
    return arn.rpartition("/")[2]


def key_in(region, outputs):
    """The session key in a Region: the key itself, or its replica."""
    parts = outputs["SessionKeyArn"].split(":")
    return ":".join([*parts[:3], region, *parts[4:]])
