"""examples/cdk: its constructs were made of the schemas of today. make test-full makes them anew, compiles and synthesizes them."""

import hashlib
import re

from processes import ROOT, type_folder


def test_constructs_were_generated_from_the_schemas_of_today():
    schemas = b"".join(next(type_folder(type_).glob("sessionmanager-*.json")).read_bytes() for type_ in ("central", "member"))
    generated = (ROOT / "examples" / "cdk" / "session-logging.ts").read_text(encoding="utf-8")
    noted = re.search(r"^// sha256 of the schemas: (\w+)$", generated, re.MULTILINE)
    assert noted and noted[1] == hashlib.sha256(schemas).hexdigest(), "a schema has changed: make cdk"
