"""The figures of starts: those that are the same in every run, which are committed, and those that are compared with the default's."""

import json
import statistics
import sys
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

from demo.tables import table
from processes import ROOT

from . import default_type
from .starts import TYPES, functions

sys.path.append(str(ROOT / "tools"))
from jdk import jdk_version  # noqa: E402

COMMITTED = Path(__file__).with_name("figures.json")
TITLES = {"jar": "bytes of the jar", "jarClasses": "classes loaded from the jar", "readClasses": "classes loaded from jar and JDK"}
# Compilers differ by some bytes; some classes of the JDK are loaded by chance, by which thread comes first.
MARGIN = 1.01
PAIRS = 15
# The command, whose jar's size is committed with those of the types.
COMMAND, COMMAND_JAR = "session-logging", ROOT / "verification" / "target" / "session-logging.jar"
# How large a jar may be beside the default's, and how much is listed of one that is larger.
MOST_OF_DEFAULT, LISTED = 0.22, 15


def counted(function):
    """What is the same in every run, and beside it all classes: those that link a lambda are made twice when two threads come to it."""
    from_jar, read, everything = function.classes()
    return {"jar": function.jar.stat().st_size, "jarClasses": from_jar, "readClasses": read, "classes": everything}


def counted_all(started):
    """The same of several, the JDK whose own classes are among them, and the command's jar."""
    return {"java": jdk_version(), **{function.name: counted(function) for function in started}, COMMAND: {"jar": COMMAND_JAR.stat().st_size}}


def committed():
    return json.loads(COMMITTED.read_text(encoding="utf-8"))


def record(figures):
    """Commits those of our types."""
    own = {"java": figures["java"], **{type_: {name: figures[type_][name] for name in TITLES} for type_ in TYPES}, COMMAND: figures[COMMAND]}
    COMMITTED.write_text(json.dumps(own, indent=2) + "\n", encoding="utf-8")


def grown(figures, former):
    """What is more than was committed, as sentences; what never was has not grown, and how many classes a JDK loads of its own is for the same one to compare."""
    names = [name for name in TITLES if name != "readClasses" or figures["java"] == former["java"]]
    return [
        f"{jar}: {TITLES[name]} {former[jar][name]:,} -> {figures[jar][name]:,}"
        for jar in (*TYPES, COMMAND)
        for name in former.get(jar, {})
        if name in names and figures[jar][name] > MARGIN * former[jar][name]
    ]


def compared(started, pairs=PAIRS):
    """Each figure of each function: its median, and the median of its ratio to the first one's of the same round."""
    rounds = [{function.name: function.started() for function in started} for _ in range(pairs)]
    first = started[0].name
    return {
        function.name: {
            name: {
                "median": round(statistics.median(getattr(it[function.name], name) for it in rounds), 3),
                "ratio": round(statistics.median(getattr(it[function.name], name) / getattr(it[first], name) for it in rounds), 3),
            }
            for name in ("cpu", "wall", "memory")
        }
        for function in started
    }


def rows(counts, costs):
    """A line for each function: medians, each followed by its ratio to the first one's; and one for the command, of which the jar alone is looked at."""
    first = next(iter(costs))
    for name, cost in costs.items():
        yield {
            "cold start": name,
            "CPU": f"{cost['cpu']['median']:.2f} s {cost['cpu']['ratio']:.2f}x",
            "wall": f"{cost['wall']['median']:.2f} s {cost['wall']['ratio']:.2f}x",
            "memory": f"{cost['memory']['median']:.0f} MB {cost['memory']['ratio']:.2f}x",
            "classes": f"{counts[name]['classes']:,}",
            "of the jar": f"{counts[name]['jarClasses']:,}",
            "jar": size(counts[name], counts[first]),
        }
    yield dict.fromkeys(("CPU", "wall", "memory", "classes", "of the jar"), "") | {"cold start": COMMAND, "jar": size(counts[COMMAND], counts[first])}


def size(count, default):
    return f"{count['jar'] / 1e6:.1f} MB {count['jar'] / default['jar']:.2f}x"


def too_large(jars, default):
    """Lines: what weighs in each jar that is larger than it may be beside the default's."""
    for jar in jars:
        if jar.stat().st_size > MOST_OF_DEFAULT * default.stat().st_size:
            yield f"{jar.name} is more than {MOST_OF_DEFAULT} of the default's; what weighs in it, in MB:"
            yield from (f"  {weight / 1e6:6.2f}  {package}" for package, weight in weights(jar)[:LISTED])


def weights(jar):
    """(package, bytes as they lie in the jar), the heaviest first; a package of five names stands for those below it."""
    found = Counter()
    with ZipFile(jar) as archive:
        for entry in archive.infolist():
            found["/".join(entry.filename.split("/")[:-1][:5])] += entry.compress_size
    return found.most_common()


def bench(maven, keep):
    """Starts the functions of both types, and that of the default, in turn; prints what it costs, and gives it."""
    with functions(default_type.jar(maven)) as started:
        counts, costs = counted_all(started), compared(started)
    print(table(list(rows(counts, costs))))
    print("".join(f"{line}\n" for line in too_large([*(function.jar for function in started[1:]), COMMAND_JAR], default_type.JAR)), end="")
    print("".join(f"  {line}\n" for line in grown(counts, committed())))
    if keep:
        record(counts)
    return {"counts": counts, "costs": costs}
