"""python -m demo [--keep] [--break]: the whole life of an organization's session logging, told while it happens."""

import argparse
import sys
import time
import urllib.request
from contextlib import ExitStack

from processes import ROOT

from .doors import DOORS
from .organization import Organization
from .profiles import environment_for_trying
from .servers import aws_without_types
from .stacks import DeploymentFailed
from .steps import Demo

WORK = ROOT / "target" / "demo"
# Where an organization that was left running is called, and its processes.
KEPT = WORK / "kept"


def kept_processes():
    """Those of an organization that an earlier run left and that still answers; its files are in the folder to be emptied."""
    try:
        url, pids = KEPT.read_text(encoding="utf-8").splitlines()
        with urllib.request.urlopen(f"{url}/moto-api/virtual-clock", timeout=10):
            return pids
    except OSError:
        return ""


def main():
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the organization running, before anything is taken away")
    parser.add_argument("--break", dest="breaks", action="store_true", help="break one thing after the other, and see that it is found")
    parser.add_argument("--door", choices=DOORS, default="types", help="registered types, or Custom:: resources with functions behind them")
    arguments = parser.parse_args()
    door = DOORS[arguments.door]
    # Demonstrations of different kinds may run side by side.
    work = WORK / "-".join([arguments.door, *(["broken"] if arguments.breaks else [])])
    if pids := kept_processes():
        print(f"The organization of an earlier make demo KEEP=1 is still running here; end it first: kill {pids}")
        return 1
    started = time.monotonic()

    def say(text):
        print(f"{time.monotonic() - started:6.1f} s  {text}", flush=True)

    with ExitStack() as servers:
        try:
            say("starting the emulated AWS, in which nothing is registered")
            aws = servers.enter_context(aws_without_types(work))
            if door.left_out:
                say(door.left_out)
            demo = Demo(Organization(aws.url), say, work, door)
            steps = [
                ("An organization as it may be today", demo.found_organization),
                *([] if door.jars else [("Registering the types in the organization: examples/distribution/", demo.register)]),
                (f"Deploying {door.template.relative_to(ROOT)} in the log account", demo.deploy),
                ("A session on an instance of every member and Region", demo.show_sessions),
                ("Changing a preference: one update of the stack", demo.change_preference),
                ("An account joins the organization", demo.add_account),
                ("What is refused", demo.show_refusals),
                *([] if door.jars else [("Somebody changes a preference by hand: drift detection", demo.show_drift)]),
                *([] if door.jars else [("A new version of the types: one parameter of one stack, and the way back", demo.change_version)]),
                ("The auditor's role in every account: examples/auditor.yaml", demo.deploy_auditors),
                ("Will logs arrive? session-logging verify", demo.show_verdict),
                ("An upload begun in every account and Region, and aborted: examples/canary.yaml", demo.show_uploads),
                *([("Breaking one thing after the other", demo.break_one_by_one)] if arguments.breaks else []),
                (f"A Region whose logs stay there: {door.own_template.relative_to(ROOT)}", demo.log_a_region_by_itself),
            ]
            if not arguments.keep:
                steps += [
                    ("Taking one member out", demo.take_out_member),
                    ("Deleting everything", demo.delete_everything),
                    ("What is left", demo.show_what_is_left),
                ]
            for number, (title, step) in enumerate(steps, 1):
                print(f"\n{number}. {title}", flush=True)
                step()
        except KeyboardInterrupt:
            return 130
        except Exception as failure:
            known = isinstance(failure, DeploymentFailed)
            print(f"\nFAILED: {failure if known else repr(failure)}\nLogs of the emulator and the handlers: {work.relative_to(ROOT)}", flush=True)
            if not known:
                raise
            return 1
        if arguments.keep:
            print(f"\n{environment_for_trying(demo.organization, aws.pids, work)}", flush=True)
            KEPT.write_text(f"{aws.url}\n{' '.join(map(str, aws.pids))}\n", encoding="utf-8")
            aws.leave_running()
    say(str(demo.proof))
    say("the demonstration succeeded")
    return 0


if __name__ == "__main__":
    sys.exit(main())
