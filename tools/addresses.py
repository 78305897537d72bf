"""Where packages lie: fills the words PACKAGE_... of templates and guides in.

| word | with ADDRESS=https://BUCKET.s3.REGION.amazonaws.com/PREFIX |
|---|---|
| PACKAGE_VERSION | the version, whatever the address |
| PACKAGE_ADDRESS | the address, without a slash at its end |
| PACKAGE_BUCKET, PACKAGE_REGION | its parts |
| PACKAGE_PREFIX | PREFIX with a slash at its end; nothing where there is none |

Without an address the words but the version stay: no bucket's name has capitals or a low line, so none is taken by mistake.
"""

import re

# Virtual-hosted style of every partition: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
ADDRESS = re.compile(r"https://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3\.(?P<region>[a-z]+(-[a-z]+)+-\d)\.(?P<domain>[a-z.]+)(?P<path>(/[\w.-]+)*)/?")


def words(version, address=None):
    """What stands for each word; raises ValueError for an address that is none."""
    found = {"PACKAGE_VERSION": version}
    if address:
        parts = ADDRESS.fullmatch(address)
        if not parts:
            raise ValueError(f"ADDRESS: {address} is not like https://BUCKET.s3.REGION.amazonaws.com/PREFIX")
        path = parts["path"].strip("/")
        found |= {
            "PACKAGE_ADDRESS": address.rstrip("/"),
            "PACKAGE_BUCKET": parts["bucket"],
            "PACKAGE_REGION": parts["region"],
            "PACKAGE_PREFIX": f"{path}/" if path else "",
        }
    return found


def filled(text, given):
    """The text with each word that is given replaced."""
    return re.sub(r"PACKAGE_[A-Z]+", lambda word: given.get(word[0], word[0]), text)
