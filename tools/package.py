"""Builds dist/: all that a user needs who never builds. The jars are there already; docs/packages.md says what lies in it.

usage: package.py [--address https://BUCKET.s3.REGION.amazonaws.com] [--to FOLDER] TYPE ...      (central, member)

The same sources give the same bytes: Maven sees to the jars (project.build.outputTimestamp), this to the rest.
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

import cfn_zip
import sbom
from addresses import Place
from check_jars import main as check_jars
from version import VERSION

ROOT = Path(__file__).resolve().parent.parent
MODULE = "sessionmanager-logging-organization-module"
COMMAND = "session-logging"
# What was built or installed beside the examples.
NO_PAGES = (".terraform", "__pycache__", "build", "cdk.out", "node_modules")
# Copied as they are but for addresses and that, each with all that is in it; a link to anything else becomes its text.
PAGES = (
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "RELEASING.md", "SECURITY.md", "docs", "examples",
    *(f"{type_}-logging-resource/{it}" for type_ in ("central", "member") for it in ("README.md", "docs", "resource-role.yaml")),
)  # fmt: skip


def with_links_of_this_folder(text, page, folder):
    """The text of a page, each link to what is not in the folder replaced by its words."""

    def link(found):
        path = found["address"].partition("#")[0]
        leads = not path or re.match(r"[a-z]+:", path) or (folder / page.parent / path).exists()
        return found[0] if leads else found["words"]

    return re.sub(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<address>[^)\s]+)\)", link, text)


def copy_pages(folder, place):
    """Guides and templates, which say where that place is."""
    for page in PAGES:
        if (ROOT / page).is_dir():
            shutil.copytree(ROOT / page, folder / page, ignore=shutil.ignore_patterns(*NO_PAGES))
        else:
            (folder / page).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / page, folder / page)
    for template in folder.rglob("*.yaml"):
        template.write_text(place.in_template(template.read_text(encoding="utf-8")), encoding="utf-8")
    for guide in folder.rglob("*.md"):
        text = place.in_guide(guide.read_text(encoding="utf-8"))
        guide.write_text(with_links_of_this_folder(text, guide.relative_to(folder), folder), encoding="utf-8")


def add_packages(folder, types):
    """The packages that CloudFormation takes: of the types, and of the module where all types are asked for."""
    licence = {"LICENSE": (ROOT / "LICENSE").read_bytes()}
    for type_ in types:
        source = ROOT / f"{type_}-logging-resource"
        package = cfn_zip.submitted(source)
        cfn_zip.repack(package, folder / f"{package.stem}-{VERSION}.zip", licence | cfn_zip.docs(source))
        package.unlink()
    if len(types) > 1:
        package = cfn_zip.submitted(ROOT)
        why = ROOT / "docs" / "adr" / "0009-module-without-stackset.md"
        cfn_zip.repack(package, folder / f"{MODULE}-{VERSION}.zip", licence | {f"docs/{why.name}": why.read_bytes()})
        package.unlink()


def add_jars(folder, types):
    """The jars, and what each is made of; ends the program where that may not be in it."""
    (folder / "sbom").mkdir()
    patterns, boms = sbom.left_out(), []
    modules = {f"{type_}-logging-resource": f"sessionmanager-logging-{type_}-handler-{VERSION}" for type_ in types} | {"verification": COMMAND}
    for module, jar in modules.items():
        name = jar if jar.endswith(VERSION) else f"{jar}-{VERSION}"
        shutil.copyfile(ROOT / module / "target" / f"{jar}.jar", folder / f"{name}.jar")
        boms.append(sbom.of_jar((ROOT / module / "target" / "sbom.json").read_text(encoding="utf-8"), patterns))
        (folder / "sbom" / f"{name}.cdx.json").write_text(json.dumps(boms[-1], indent=2) + "\n", encoding="utf-8")
    if wrong := sbom.refused(boms):
        raise SystemExit("Licences that tools/sbom.py does not allow:\n" + "\n".join(wrong))
    (folder / "THIRD-PARTY.md").write_text(sbom.report(boms), encoding="utf-8")


def add_checksums(folder):
    """SHA256SUMS of all files, as sha256sum reads it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    lines = []
    for file in files:
        with file.open("rb") as content:
            lines.append(f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {file.relative_to(folder).as_posix()}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def build(folder, types, address=None):
    """All of it, in a folder that is made anew; one that was there stays as it is until the new one is whole."""
    place = Place.at(VERSION, address)
    unfinished = ROOT / "target" / "dist-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    copy_pages(unfinished, place)
    add_packages(unfinished, types)
    add_jars(unfinished, types)
    add_checksums(unfinished)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.move(unfinished, folder)


def main():
    parser = argparse.ArgumentParser(description="Builds dist/.")
    parser.add_argument("--address", help="where the packages will lie: https://BUCKET.s3.REGION.amazonaws.com")
    parser.add_argument("--to", type=Path, default=ROOT / "dist")
    parser.add_argument("types", nargs="+", choices=["central", "member"])
    arguments = parser.parse_args()
    if failures := check_jars(arguments.types):
        return failures
    try:
        build(arguments.to, arguments.types, arguments.address)
    except (ValueError, RuntimeError) as wrong:
        sys.exit(str(wrong))
    files = [line.split()[1] for line in (arguments.to / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    print(f"{arguments.to.name}/: {len(files)} files, checksums in SHA256SUMS; docs/packages.md says what to do with them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
