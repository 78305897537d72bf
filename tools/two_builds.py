"""Builds all packages a second time, from a copy of the sources in another folder, and compares: the same sources give the same bytes.

usage: two_builds.py --maven MAVEN
"""

import argparse
import difflib
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import package

ROOT = Path(__file__).resolve().parent.parent
TYPES = ("central", "member")
# What is built, installed or left behind; a copy needs none of it.
NO_SOURCES = (".git", ".venv", ".lock", "dist", "node_modules", "target", "__pycache__")


def main():
    parser = argparse.ArgumentParser(description="Builds all packages twice.")
    parser.add_argument("--maven", required=True, help="Maven with its options")
    maven = shlex.split(parser.parse_args().maven)
    copy, first, second = (ROOT / "target" / "two-builds" / name for name in ("copy", "first", "second"))
    shutil.rmtree(copy.parent, ignore_errors=True)
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NO_SOURCES))
    subprocess.run([*maven, "-q", "-Dmaven.test.skip=true", "-Djacoco.skip", "package"], cwd=copy, check=True)
    subprocess.run([sys.executable, copy / "tools" / "package.py", "--to", second, *TYPES], cwd=copy, check=True)
    package.build(first, TYPES)
    sums = [(folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines() for folder in (first, second)]
    shutil.rmtree(copy)
    if sums[0] != sums[1]:
        print(*difflib.unified_diff(*sums, "here", "in the copy", lineterm="", n=0), sep="\n")
        return 1
    shutil.rmtree(first.parent)
    print(f"{len(sums[0])} files, the same bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
