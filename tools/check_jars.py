"""Looks at what is in the jars: fails for a class that is missing from one, and for build tools of the CloudFormation plugin in it.

usage: check_jars.py TYPE ...               (central, member) all jars, with their sizes
       check_jars.py --whole JAR SHRUNK     one of them, as Maven calls it where it has shrunk it

ProGuard sees to what code refers to. What is named by text alone it can't see, and that is looked for here: in resources, in
strings of classes, in what Lambda is told to call, and in shrink.pro itself.
"""

import re
import struct
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "shrink.pro"
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
# Named by a class that is there, and not needed.
SPARED = {
    r"com\.fasterxml\.jackson\.databind\.(ext\.(CoreXML|DOM|Sql)|(de)?ser\.std\.(DateDeserializers|SqlDate|SqlTime)).*": "XML and SQL values: no model has any",
    r"org\.apache\.commons\.collections4?\.functors\..*": "Jackson's list of what it refuses to make",
    r"org\.apache\.commons\.logging\.impl\.(Jdk1.*|Log4JLogger|SimpleLog)": "loggers that commons-logging.properties does not choose",
    r"org\.apache\.commons\.logging\.impl\.WeakHashtable": "commons-logging takes a plain one without it",
    r"software\.amazon\.awssdk\.http\.auth\.aws\.eventstream\.HttpAuthAwsEventStream": "streams of events: no operation that is called has any",
}
NAME = r"(?:[a-z][a-z0-9_]*\.)+[A-Z][\w$]*"
# A constant of a class: tag 1, its length, its text.
CONSTANT = re.compile(rb"\x01(..)(" + NAME.encode() + rb")", re.DOTALL)
# Where Lambda is told what to call.
DOORS = (".rpdk-config", "template.yml", "examples/**/*.yaml", "*/.rpdk-config", "*/template.yml")
DOOR = re.compile(r"\borg\.sessionlogging\.(?:[a-z]+\.)+[A-Z]\w*(?:::\w+)?")


def stray(names):
    """The build tools whose files are among the given names of a jar's entries."""
    return sorted({tool for tool in BUILD_TOOLS for name in names if name.startswith(tool)})


def classes(archive):
    """The classes of a jar."""
    return {name.removesuffix(".class").replace("/", ".") for name in archive.namelist() if name.endswith(".class")}


def strings(content):
    """What in a class has the form of a class's name. Code that refers to a class has slashes in it."""
    for length, text in CONSTANT.findall(content):
        yield text[: struct.unpack(">H", length)[0]].decode()


def is_list(entry):
    """Whether whoever reads it fails for a class that is not there."""
    return entry.startswith("META-INF/services/") or entry.endswith("execution.interceptors")


def named(archive):
    """(class, entry that names it), for resources and classes; every line of a list of services or interceptors is the name of one."""
    for entry in archive.namelist():
        content = archive.read(entry)
        if entry.endswith(".class"):
            yield from ((name, entry) for name in strings(content))
        elif is_list(entry):
            lines = (line.partition("#")[0].strip() for line in content.decode().splitlines())
            yield from ((line, entry) for line in lines if line)
        elif not entry.endswith("/"):
            yield from ((name, entry) for name in re.findall(NAME, content.decode(errors="replace")))


def kept(rules):
    """The classes that rules keep by their full names."""
    text = re.sub(r"#.*", "", rules)
    specifications = re.findall(r"^-keep\S*\s+(?:class|interface)\s+([^{]*)", text, re.MULTILINE)
    words = (word.removesuffix("**") for it in specifications for word in re.split(r"[,\s]+", it))
    return {word for word in words if re.fullmatch(NAME, word)}


def doors():
    """(class, file that names it, method or nothing) of what Lambda is told to call."""
    for file in sorted({it for pattern in DOORS for it in ROOT.glob(pattern)}):
        for door in DOOR.findall(file.read_text(encoding="utf-8")):
            name, _, method = door.partition("::")
            yield name, file.relative_to(ROOT).as_posix(), method


def missing(whole, shrunk, rules):
    """What a shrunk jar lacks of the whole one it was made from, as sentences."""
    before, after, called = classes(whole), classes(shrunk), list(doors())
    here = {name.rpartition(".")[0] for name in before}

    def lacks(name):
        return name.rpartition(".")[0] in here and name not in after

    wrong = {
        f"{name} is missing, which {entry} names"
        for name, entry in named(shrunk)
        if name not in after and (is_list(entry) or (name in before and not any(re.fullmatch(it, name) for it in SPARED)))
    }
    wrong |= {f"{name} is missing, which {RULES.name} keeps" for name in kept(rules) if lacks(name)}
    wrong |= {f"{name} is missing, which {file} has Lambda call" for name, file, _ in called if lacks(name)}
    wrong |= {
        f"{name} has no {method}, which {file} has Lambda call"
        for name, file, method in called
        if name in after and method.encode() not in shrunk.read(name.replace(".", "/") + ".class")
    }
    return sorted(wrong)


def look(whole, shrunk):
    """One jar, just shrunk."""
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(shrunk) as after:
        wrong = missing(before, after, RULES.read_text(encoding="utf-8"))
    if wrong:
        # In Maven's words for it, so that whoever builds is shown these lines of its log.
        said = f"{shrunk.name} lacks classes; {RULES.name} has to keep them, or tools/check_jars.py to say why nobody needs them:"
        print(*(f"[ERROR] {line}" for line in (said, *wrong)), sep="\n")
    return len(wrong)


def main(types):
    failures = 0
    jars = [f"{type_}-logging-resource/target/sessionmanager-logging-{type_}-handler-*.jar" for type_ in types]
    held = set()
    for jar in (jar for pattern in [*jars, "verification/target/session-logging.jar"] for jar in ROOT.glob(pattern)):
        print(f"{jar.relative_to(ROOT)}  {jar.stat().st_size / 1e6:.1f} MB")
        with zipfile.ZipFile(jar) as archive:
            tools = stray(archive.namelist())
            held |= classes(archive)
        if tools:
            failures += 1
            print(f"  build tools in the jar: {', '.join(tools)}; exclude them in pom.xml, where the plugin's dependency is managed")
    # A rule for a class that is in another jar says nothing in this one.
    if len(types) > 1 and (unknown := sorted(kept(RULES.read_text(encoding="utf-8")) - held)):
        failures += 1
        print(f"  {RULES.name} keeps what is in no jar: {', '.join(unknown)}")
    return failures


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(min(look(Path(arguments[1]), Path(arguments[2])), 1) if arguments[:1] == ["--whole"] else main(arguments))
