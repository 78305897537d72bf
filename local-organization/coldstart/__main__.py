"""python -m coldstart: whether a start of a type's function has become larger than what is committed; `make bench` says what it costs."""

import sys

from .figures import COMMAND, TITLES, committed, counted_all, grown
from .starts import TYPES, functions


def main():
    with functions() as started:
        figures = counted_all(started)
    failures = grown(figures, committed())
    for type_ in TYPES:
        print(f"{type_}: {', '.join(f'{figures[type_][name]:,} {title}' for name, title in TITLES.items())}")
    print(f"{COMMAND}: {figures[COMMAND]['jar']:,} {TITLES['jar']}")
    print(*failures, f"{len(TYPES) * len(TITLES) + 1 - len(failures)} passed, {len(failures)} failed", sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
