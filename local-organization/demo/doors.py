"""The ways in: how an organization is deployed through each of them."""

from dataclasses import dataclass
from pathlib import Path

from processes import ROOT, only_jar, type_folder

EXAMPLES = ROOT / "examples"
JARS = "session-logging-jars"


@dataclass(frozen=True)
class Door:
    """The templates of a whole organization and of a Region by itself, and what only this door's templates ask for.

    `left_out` says what it lacks, and so does not show.
    """

    template: Path
    own_template: Path
    jars: bool = False
    left_out: str = ""

    def prepare(self, organization, regions):
        """What has to be there before; gives parameters."""
        if not self.jars:
            return {}
        # One in each Region, as a function's code has to lie in its own; examples/distribution/package-bucket.yaml makes such buckets.
        for region in regions:
            bucket = f"{JARS}-{region}"
            s3 = organization.log.client("s3", region)
            s3.create_bucket(Bucket=bucket, **({} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}))
            s3.put_bucket_policy(Bucket=bucket, Policy=READABLE.replace("BUCKET", bucket).replace("ORGANIZATION", organization.id))
            for type_ in ("central", "member"):
                jar = only_jar(type_folder(type_) / "target", "sessionmanager-logging-*-handler-*.jar")
                s3.put_object(Bucket=bucket, Key=jar.name, Body=jar.read_bytes())
        return {"CodeBucketPrefix": JARS}


READABLE = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
"Resource": "arn:aws:s3:::BUCKET/*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "ORGANIZATION"}}}]}"""

DOORS = {
    "types": Door(EXAMPLES / "organization.yaml", EXAMPLES / "regional.yaml"),
    "custom": Door(
        EXAMPLES / "custom" / "organization.yaml",
        EXAMPLES / "custom" / "organization.yaml",
        jars=True,
        left_out="Custom:: resources have neither drift detection nor a list, an import or the Cloud Control API: nothing of those is shown.",
    ),
}
