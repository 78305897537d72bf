"""``python -m emulator --port P --schema FILE --type 'Name::Of::Type=http://127.0.0.1:PORT'`` starts the emulator."""

import argparse
import json
import logging
import os
import signal
import sys
from functools import partial
from pathlib import Path

from .stacks.handlers import Handlers
from .stacks.packages import RUNTIME
from .stacks.registered_types import RegisteredType


def registered_types(schema_files: list[str], endpoints: list[str]) -> list[RegisteredType]:
    schemas = {
        schema["typeName"]: schema
        for schema in (json.loads(Path(file).read_text(encoding="utf-8")) for file in schema_files)
    }
    types = []
    for endpoint in endpoints:
        name, _, url = endpoint.partition("=")
        if not url:
            sys.exit(f"--type {endpoint}: expected NAME=URL")
        if name not in schemas:
            sys.exit(f"--type {name}: none of the --schema files describes it")
        types.append(RegisteredType(schemas[name], Handlers(schemas[name], partial(str, url))))
    return types


def main() -> None:
    parser = argparse.ArgumentParser(prog="emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--schema", action="append", default=[], help="schema file of a third-party type (repeatable)")
    parser.add_argument(
        "--type",
        action="append",
        default=[],
        metavar="NAME=URL",
        help="a third-party type that is registered everywhere, and where its handlers run (repeatable)",
    )
    parser.add_argument(
        "--packages-of",
        action="append",
        default=[],
        metavar="NAME=URL",
        help="where handlers of a type run that is registered from packages (repeatable)",
    )
    parser.add_argument(
        "--run-packages", default="[]", help="JSON list: the command that runs handlers of all others; {jar} and {handler} are filled in"
    )
    parser.add_argument("--record-calls", type=Path, metavar="FILE", help="where the calls of our roles are written down")
    arguments = parser.parse_args()
    types = registered_types(arguments.schema, arguments.type)
    RUNTIME.addresses.update(it.split("=", 1) for it in arguments.packages_of)
    RUNTIME.command = json.loads(arguments.run_packages)
    # Whoever ends the emulator ends the handlers that it runs.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())

    # moto tells which credentials belong to which account by itself; it must find none of this machine's.
    os.environ.setdefault("MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS", "true")
    from . import server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.make(arguments.port, types, arguments.record_calls)
    print(f"emulator ready http://127.0.0.1:{running.server_port}", flush=True)
    try:
        running.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        RUNTIME.end()


if __name__ == "__main__":
    main()
