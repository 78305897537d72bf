"""Builds the jars, and shows how Maven gets on: a line for each module. Its whole output is target/package.log.

usage: build_jars.py --maven MAVEN MODULE ...
"""

import argparse
import shlex
import subprocess
import sys
import time
from pathlib import Path

from maven_output import BUILDING, by_thread, is_error

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "target" / "package.log"


def shown(line, seconds):
    """What is shown of a line of Maven's: a module that begins, and errors."""
    _, said = by_thread(line)
    if building := BUILDING.match(said):
        return f"{seconds:6.0f} s  {building[2]:>7}  {building[1]}\n"
    return said if is_error(said) else ""


def main():
    parser = argparse.ArgumentParser(description="Builds the jars.")
    parser.add_argument("--maven", required=True, help="Maven with its options")
    parser.add_argument("modules", nargs="+")
    arguments = parser.parse_args()
    print(f"Jars: building {', '.join(arguments.modules)} and what they need (log: {LOG.relative_to(ROOT)})", flush=True)
    LOG.parent.mkdir(exist_ok=True)
    started = time.monotonic()
    # Without JaCoCo: it would judge new classes by what an earlier run recorded of old ones.
    command = [*shlex.split(arguments.maven), "-pl", ",".join(arguments.modules), "-am", "-Dmaven.test.skip", "-Djacoco.skip", "package"]
    with LOG.open("w", encoding="utf-8") as log, subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as maven:
        for line in maven.stdout:
            log.write(line)
            print(shown(line, time.monotonic() - started), end="", flush=True)
    if maven.returncode:
        print(f"Jars: Maven failed; the whole log is {LOG.relative_to(ROOT)}")
        return 1
    print(f"{time.monotonic() - started:6.0f} s  built", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
