"""The version of all that is built: the one of the parent pom.xml. Run by itself, it prints it."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

VERSION = ElementTree.parse(Path(__file__).resolve().parent.parent / "pom.xml").findtext("{*}version")

if __name__ == "__main__":
    print(VERSION)
