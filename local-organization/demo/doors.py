"""The ways in: how an organization is deployed through each of them."""

from dataclasses import dataclass
from pathlib import Path

from processes import ROOT, only_jar, type_folder

from .packages import package_bucket

EXAMPLES = ROOT / "examples"


@dataclass(frozen=True)
class Door:
    """The templates of a whole organization and of a Region by itself, and what only this door's templates ask for.

    `left_out` says what it lacks, and so does not show.
    """

    template: Path
    own_template: Path
    jars: bool = False
    left_out: str = ""

    def prepare(self, organization, regions, say):
        """What has to be there before; gives parameters."""
        if not self.jars:
            return {}
        # One in each Region, as a function's code has to lie in its own.
        for region in regions:
            name = package_bucket(organization, say, region)
            for type_ in ("central", "member"):
                jar = only_jar(type_folder(type_) / "target", "sessionmanager-logging-*-handler-*.jar")
                organization.log.client("s3", region).put_object(Bucket=name, Key=jar.name, Body=jar.read_bytes(), IfNoneMatch="*")
        return {"CodeBucketPrefix": name.removesuffix(f"-{region}")}


DOORS = {
    "types": Door(EXAMPLES / "organization.yaml", EXAMPLES / "regional.yaml"),
    "custom": Door(
        EXAMPLES / "custom" / "organization.yaml",
        EXAMPLES / "custom" / "organization.yaml",
        jars=True,
        left_out="Custom:: resources have neither drift detection nor a list, an import or the Cloud Control API: nothing of those is shown.",
    ),
}
