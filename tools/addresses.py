"""Where packages and templates lie: fills it in, in the quick-create links of guides and in the defaults of templates.

The place is a bucket of the user's, given as ADDRESS=https://BUCKET.s3.REGION.amazonaws.com, with a folder for each version
(docs/packages.md). A guide's link has the placeholders <bucket>, <region> and <version>; a template's parameter is known by its
name, and gets a default if it has none. Without an address only the version is filled in.
"""

import re
from dataclasses import dataclass

# Virtual-hosted style, of every partition: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
ADDRESS = re.compile(r"https://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3\.(?P<region>[a-z]+(?:-[a-z]+)+-\d)\.[a-z.]+/?")
QUICK_CREATE = "/stacks/quickcreate?"


@dataclass(frozen=True)
class Place:
    """A version, and the bucket and Region where it lies, if they are known."""

    version: str
    bucket: str | None = None
    region: str | None = None

    @classmethod
    def at(cls, version, address):
        """Of an address, which may be None; raises ValueError for one that is none."""
        found = ADDRESS.fullmatch(address) if address else None
        if address and not found:
            raise ValueError(f"ADDRESS: {address} is not like https://BUCKET.s3.REGION.amazonaws.com")
        return cls(version, **(found.groupdict() if found else {}))

    def in_guide(self, text):
        """A guide with its quick-create links filled in."""
        given = {key: value for key, value in vars(self).items() if value}

        def line(found):
            return re.sub(r"<(\w+)>", lambda name: given.get(name[1], name[0]), found[0])

        return re.sub(rf".*{re.escape(QUICK_CREATE)}.*", line, text)

    def in_template(self, text):
        """A template whose parameters have as default what is known."""
        defaults = {"Version": self.version, "PackageBucket": self.bucket}
        if self.bucket and self.bucket.endswith(f"-{self.region}"):
            # A Lambda function's code lies in its own Region: a bucket in each, of one name but for the Region.
            defaults["CodeBucketPrefix"] = self.bucket.removesuffix(f"-{self.region}")
        for name, value in defaults.items():
            if value:
                text = re.sub(rf"^(  {name}:\n    Type: String\n)(?!(?:    .*\n)*?    Default:)", rf"\g<1>    Default: {value}\n", text, flags=re.MULTILINE)
        return re.sub(r"(?<=-handler-)\d+\.\d+\.\d+(?=\.jar)", self.version, text)
