"""Checks or applies the format of the Java sources, on the JDKs that the formatter is made for.

usage: formatting.py check|apply --maven MAVEN
"""

import argparse
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from jdk import jdk_version

ROOT = Path(__file__).resolve().parent.parent


def left_out(version):
    """Why nothing can be formatted on a JDK of this version, as a sentence; None where it can."""
    pom = ElementTree.parse(ROOT / "pom.xml")
    formatter, jdks = (pom.findtext(f".//{{*}}google-java-format.{name}") for name in ("version", "jdks"))
    first, last = jdks.split("-")
    if int(first) <= version <= int(last):
        return None
    return f"Formatting: left out, since google-java-format {formatter} runs on JDK {first} to {last} and this is JDK {version}"


def main():
    parser = argparse.ArgumentParser(description="The format of the Java sources.")
    parser.add_argument("action", choices=["check", "apply"])
    parser.add_argument("--maven", required=True, help="Maven with its options")
    arguments = parser.parse_args()
    if sentence := left_out(jdk_version()):
        sys.exit(sentence)
    maven = subprocess.run([*shlex.split(arguments.maven), "-q", f"spotless:{arguments.action}"], cwd=ROOT, check=False)
    if maven.returncode != 0 and arguments.action == "check":
        print("Formatting: make format mends it")
    return maven.returncode


if __name__ == "__main__":
    sys.exit(main())
