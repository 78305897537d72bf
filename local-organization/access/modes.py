"""The ways to declare the types that make a difference to who may do what.

A property that changes a policy belongs into one of them, with its sentences in rules.py. Values may name what is known only
when it is deployed: ${LogAccount}, ${MemberAccount}, ${OrganizationId}, ${MembersPath}.
"""

from dataclasses import dataclass, field

# A bucket that was there is encrypted with some key of the log account.
KEY = "a key"


@dataclass(frozen=True)
class Mode:
    """What is declared of Central, and of a Member beside the names of bucket and keys."""

    name: str
    central: dict = field(default_factory=dict)
    member: dict = field(default_factory=dict)
    # Whether the resource control policy of the archive is attached to the log account.
    guarded: bool = False
    # What a bucket that is there already was encrypted with: AES256, aws:kms, or KEY for a key of the log account.
    former: str = ""
    # Whether both keys are given ones, of the log account, with the policies that the guide asks for.
    given_keys: bool = False
    # Beginnings of the calls that can come out otherwise than with the defaults; all, when there are none.
    asked: tuple = ()

    @property
    def one_key(self):
        """Whether the bucket's key encrypts sessions, too."""
        return self.central.get("KeyMode") == "ONE_KEY"

    @property
    def confined(self):
        """Whether each account writes below its own prefix only."""
        return self.central.get("AccountPrefix", "ENFORCED") == "ENFORCED"

    @property
    def log_prefix(self):
        """What every log's key begins with: empty, or with a slash at its end."""
        prefix = self.central.get("LogPrefix")
        return f"{prefix}/" if prefix else ""

    @property
    def log_group(self):
        """The log group that sessions are streamed to, if any."""
        return self.member.get("CloudWatch", {}).get("LogGroupName")


# Accounts that are not in the emulator: only the simulator hears of them.
OTHER_MEMBER, LEFT, OUTSIDER = "222233334444", "333344445555", "666677778888"

EVERYTHING_BUT_PREFIXES = {"KeyMode": "ONE_KEY", "VersioningEnabled": False, "KeyRotationPeriodInDays": 180, "KeyDeletionWindowInDays": 7}
STREAMING = {"CloudWatch": {"LogGroupName": "/sessions/shells", "EncryptionEnabled": True, "StreamingEnabled": True}}
READER, LOG_ADMINISTRATOR, KEY_ADMINISTRATOR = (f"arn:aws:iam::${{LogAccount}}:role/{name}" for name in ("reader", "log-administrator", "key-administrator"))
# A list may name whole accounts, and one that has left: the organization counts all the same.
AUDITORS, ALL_THERE, LEFT_BEHIND = f"arn:aws:iam::{OTHER_MEMBER}:role/aud*", f"arn:aws:iam::{OTHER_MEMBER}:role/*", f"arn:aws:iam::{LEFT}:role/*"
# While a bucket is taken over it names its former key, which a proof would report.
MOVING = {"VerifyAccess": False}
UPLOADS = ("s3:PutObject", "s3:UpdateObjectEncryption")

MODES = [
    Mode("defaults"),
    Mode("one-key", {"KeyMode": "ONE_KEY"}),
    Mode("log-prefix", {"LogPrefix": "sessions/of-all"}, {"LogPrefix": "sessions/of-all"}),
    Mode("any-prefix", {"AccountPrefix": "OPTIONAL"}),
    Mode(
        "any-prefix-below-one",
        {"AccountPrefix": "OPTIONAL", "LogPrefix": "sessions", **EVERYTHING_BUT_PREFIXES},
        {"AccountPrefix": "OPTIONAL", "LogPrefix": "sessions", "KeyPrefix": "shells/us-east-1"},
    ),
    Mode("streaming", {}, STREAMING),
    Mode("guarded", guarded=True),
    Mode("readers", {"KeyMode": "ONE_KEY", "LogReaderArns": [READER, AUDITORS, LEFT_BEHIND], "LogAdministratorArns": [LOG_ADMINISTRATOR], "JustInTimeAccess": True}),
    Mode("administrators", {"LogReaderArns": [ALL_THERE], "LogAdministratorArns": [LOG_ADMINISTRATOR], "KeyAdministratorArns": [KEY_ADMINISTRATOR]}),
    Mode("units", {"LogReaderArns": [READER], "OrganizationPaths": ["${MembersPath}*"], "JustInTimeAccess": True}),
    Mode("adopted-aes256", {"OnExistingBucket": "ADOPT"}, MOVING, former="AES256", asked=UPLOADS),
    Mode("adopted-kms", {"OnExistingBucket": "ADOPT"}, MOVING, former="aws:kms", asked=UPLOADS),
    Mode("adopted-key", {"OnExistingBucket": "ADOPT"}, MOVING, former=KEY, asked=UPLOADS),
    Mode("given-keys", given_keys=True, asked=("kms:", *UPLOADS)),
]
