"""What a jar is made from: its CycloneDX SBOM as Maven wrote it, less what shading leaves out; and the licences of all that. What shrinking
leaves of each, it does not say.

Maven's plugin lists what a module depends on. Which of these are not in the jar stands in pom.xml, in the artifactSet of
maven-shade-plugin.
"""

import fnmatch
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Under what a part of a jar may be had: licences that ask of whoever passes a jar on no more than their text and its notices, which
# shading keeps, and for EPL-2.0 (unchanged files of it) a word where the source is, which the SBOM says. SPDX's names where there
# is one; "Go License" is re2j's own word for BSD-3-Clause, and "Public Domain" that of JSON-java and aopalliance.
ALLOWED = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "Go License", "MIT", "MIT-0", "Public Domain"}


def left_out():
    """Patterns of what shading leaves out, as group:artifact."""
    excludes = ElementTree.parse(ROOT / "pom.xml").iterfind(".//{*}artifactSet/{*}excludes/{*}exclude")
    return [exclude.text for exclude in excludes]


def of_jar(text, patterns):
    """The SBOM of a jar, from that of its module."""
    bom = json.loads(text)
    gone = {
        it["bom-ref"] for it in bom["components"] if any(fnmatch.fnmatch(f"{it['group']}:{it['name']}", pattern) for pattern in patterns)
    }
    bom["components"] = [it for it in bom["components"] if it["bom-ref"] not in gone]
    bom["dependencies"] = [
        it | {"dependsOn": [ref for ref in it.get("dependsOn", []) if ref not in gone]} for it in bom["dependencies"] if it["ref"] not in gone
    ]
    return bom


def licences(component):
    """Names of the licences that a component may be had under, one of them as the receiver chooses."""
    given = [it.get("license", {}) | it for it in component.get("licenses", [])]
    return [it.get("id") or it.get("name") or it.get("expression") for it in given]


def refused(boms):
    """What may not be in a jar, as sentences."""
    wrong = [it for bom in boms for it in bom["components"] if not ALLOWED & set(licences(it))]
    return sorted({f"{it['group']}:{it['name']} {it['version']}: {' or '.join(licences(it)) or 'no licence'}" for it in wrong})


def report(boms):
    """The table of all that the jars hold of others, in Markdown."""
    jars = {bom["metadata"]["component"]["name"]: bom for bom in boms}
    rows = {}
    for jar, bom in jars.items():
        for it in bom["components"]:
            if it["group"] != bom["metadata"]["component"]["group"]:
                rows.setdefault((f"{it['group']}:{it['name']}", it["version"], " or ".join(licences(it))), []).append(jar)
    lines = ["# What the jars hold of others", "", "Made from the SBOMs in `sbom/`. The texts of the licences and the notices are in each jar's `META-INF`.", ""]
    lines += ["| component | version | licence | in |", "|---|---|---|---|"]
    lines += [f"| {name} | {version} | {licence} | {', '.join(sorted(where))} |" for (name, version, licence), where in sorted(rows.items())]
    return "\n".join(lines) + "\n"
