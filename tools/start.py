"""Starts a goal of the Makefile, unless the machine lacks something or another goal is at work in this folder.

usage: start.py [--maven MVN] [--chromium CHROMIUM] MAKE ... GOAL   (--maven: the goal needs a JDK, and this Maven)

Whatever is wrong is one sentence. This comes before .venv, so it needs nothing but Python's own library. The lock is on the
file .lock, and the kernel's: make, which this program becomes, and all that make starts hold it for as long as they live,
and nothing has to be tidied up however they end. An organization that `make demo KEEP=1` leaves running does not hold it.
"""

import argparse
import fcntl
import os
import shutil
import sys
from pathlib import Path

from jdk import jdk_version

ROOT = Path(__file__).resolve().parent.parent


def check_maven(maven):
    """Ends the program if there is no such Maven."""
    if not shutil.which(maven):
        sys.exit(f"Maven: there is no {maven} in the PATH; install Maven, or name another: make MVN=FILE")


def check_chromium(chromium):
    """Ends the program if there is no such browser."""
    if not shutil.which(chromium):
        sys.exit(
            f"Chromium: there is no {chromium} in the PATH; install it (Debian: apt-get install chromium; the picture of the guides is made"
            " with fonts-inter), or name another: make browser CHROMIUM=FILE"
        )


def check_python():
    """Ends the program if this Python, which has the version, can't make .venv."""
    try:
        import ensurepip  # noqa: F401  (Debian and Ubuntu have it in python3-venv)
        import venv  # noqa: F401
    except ImportError:
        sys.exit(f"Python: {sys.executable} can't make a virtual environment; install python3-venv, or name another: make PYTHON=FILE")


def take_lock(goal):
    """Keeps other goals out of this folder until the last process that inherits the lock has ended."""
    if not os.access(ROOT, os.W_OK):
        sys.exit(f"Folder: {ROOT} can't be written to; take a copy that can")
    file = os.open(ROOT / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        other = os.read(file, 100).decode() or "another goal"
        sys.exit(f"Folder: {other} is at work in {ROOT}; try again when it has ended")
    os.ftruncate(file, 0)
    os.write(file, f"make {goal} (process {os.getpid()})".encode())
    os.set_inheritable(file, True)


def main():
    parser = argparse.ArgumentParser(description="Starts a goal of the Makefile.")
    parser.add_argument("--maven")
    parser.add_argument("--chromium")
    parser.add_argument("make", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    check_python()
    if arguments.maven:
        jdk_version()
        check_maven(arguments.maven)
    if arguments.chromium:
        check_chromium(arguments.chromium)
    take_lock(arguments.make[-1])
    os.execvp(arguments.make[0], [*arguments.make, f"PYTHON={sys.executable}"])


if __name__ == "__main__":
    main()
