"""The packages of the types and of the module: what `cfn submit --dry-run` makes, the same bytes each time.

The CLI's zip holds files in the order and with the times of this machine's disk, all tests, and neither licence nor docs. Here
tests (src/test, and inputs/ of the contract tests) go, LICENSE and the type's docs/ come, entries are sorted and as old as a zip
can say. Entries stay stored, not deflated, as the CLI has them ("helps with the file-size check on upload", rpdk/core/project.py).
"""

import os
import subprocess
import zipfile
from pathlib import Path

TESTS = ("inputs/", "src/test/")
EARLIEST = (1980, 1, 1, 0, 0, 0)


def submitted(folder):
    """The CLI's own package of what is in the folder; it is in the folder until somebody takes it away. RuntimeError: there is none."""
    environment = os.environ | {"AWS_DEFAULT_REGION": os.environ.get("AWS_DEFAULT_REGION", "us-east-1")}
    cfn = subprocess.run(["cfn", "submit", "--dry-run"], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    # A dry run that succeeds says so as an error of the log, and one that fails leaves a part of a package.
    if cfn.returncode != 0 or "Dry run complete" not in cfn.stdout + cfn.stderr:
        for unfinished in folder.glob("sessionmanager-*.zip"):
            unfinished.unlink()
        raise RuntimeError(f"cfn submit --dry-run in {folder.name}:\n{cfn.stdout}{cfn.stderr}")
    (package,) = folder.glob("sessionmanager-*.zip")
    return package


def write(path, entries):
    """A zip of these entries, name to bytes, that depends on nothing else."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(entries):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, entries[name])


def repack(package, path, further):
    """The CLI's package without tests and with further entries, name to bytes, at the given path."""
    with zipfile.ZipFile(package) as archive:
        entries = {it.filename: archive.read(it) for it in archive.infolist() if not it.filename.startswith(TESTS)}
    write(path, entries | further)


def docs(folder):
    """The docs of what is in the folder, as entries."""
    return {f"docs/{file.relative_to(folder / 'docs')}": file.read_bytes() for file in sorted(Path(folder, "docs").rglob("*.md"))}
