"""Prints the size of each type's jar and of the command's, and fails when build tools of the CloudFormation plugin have strayed into it.

usage: check_jars.py TYPE ...      (central, member)
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What the plugin declares as run-time dependencies although only its own build uses it.
BUILD_TOOLS = (
    "com/diffplug/",
    "com/google/googlejavaformat/",
    "com/puppycrawl/",
    "edu/umd/cs/findbugs/",
    "lombok/",
    "org/apache/maven/",
    "org/codehaus/plexus/",
    "org/eclipse/",
)


def stray(names):
    """The build tools whose files are among the given names of a jar's entries."""
    return sorted({tool for tool in BUILD_TOOLS for name in names if name.startswith(tool)})


def main(types):
    failures = 0
    jars = [f"{type_}-logging-resource/target/sessionmanager-logging-{type_}-handler-*.jar" for type_ in types]
    for jar in (jar for pattern in [*jars, "verification/target/session-logging.jar"] for jar in ROOT.glob(pattern)):
        print(f"{jar.relative_to(ROOT)}  {jar.stat().st_size / 1e6:.1f} MB")
        with zipfile.ZipFile(jar) as archive:
            tools = stray(archive.namelist())
        if tools:
            failures += 1
            print(f"  build tools in the jar: {', '.join(tools)}; exclude them in pom.xml, where the plugin's dependency is managed")
    return failures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
