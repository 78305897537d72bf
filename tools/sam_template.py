"""Writes template.yml of each type, for SAM CLI: what `cfn init` makes, with the jar that our build makes.

The template is the CloudFormation CLI's own (rpdk/core/templates/template.yml), filled in as its Java plugin does
(rpdk/java/codegen.py, init_shared); only the jar's name is another, which the plugin takes for that of a snapshot.
"""

import json
import sys
from pathlib import Path

from jinja2 import Environment, PackageLoader
from version import VERSION

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "central-logging-resource", ROOT / "member-logging-resource")


def text(folder):
    """The template of the type in this folder."""
    settings = json.loads((folder / ".rpdk-config").read_text(encoding="utf-8"))
    artifact = "-".join(settings["typeName"].lower().split("::"))
    function = {
        "Handler": settings["entrypoint"],
        "Runtime": settings["runtime"],
        "CodeUri": f"./target/{artifact}-handler-{VERSION}.jar",
    }
    templates = Environment(
        loader=PackageLoader("rpdk.core", "templates"), trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False
    )
    functions = {"TypeFunction": function, "TestEntrypoint": function | {"Handler": settings["testEntrypoint"]}}
    return templates.get_template("template.yml").render(resource_type=settings["typeName"], functions=functions)


def main():
    for folder in FOLDERS:
        (folder / "template.yml").write_text(text(folder), encoding="utf-8")
        print((folder / "template.yml").relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
