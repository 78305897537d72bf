"""The JDK that Maven and the emulated organization take: JAVA_HOME's, or the PATH's."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 17


def jdk_version():
    """Its feature version, such as 17; ends the program with a sentence where that is too old, or where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(Path(home, "bin", "java")) if home else shutil.which("java")
    if not java:
        sys.exit(f"Java: there is none in {f'JAVA_HOME ({home})' if home else 'the PATH'}; install a JDK, {OLDEST} or later")
    printed = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    # Java 8 and its forebears say 1.8.
    version = re.search(r'version "(?:1\.)?(\d+)', printed.stderr + printed.stdout)
    if not version:
        sys.exit(f"Java: {java} does not tell its version; install a JDK, {OLDEST} or later")
    if int(version[1]) < OLDEST:
        sys.exit(f"Java: {java} is Java {version[1]}; install a JDK, {OLDEST} or later")
    if not Path(java).resolve().with_name("javac").exists():
        sys.exit(f"Java: {java} comes without a compiler; install a JDK, {OLDEST} or later")
    return int(version[1])
