"""Runs a program of the Makefile; Ctrl-C ends it, at whatever moment, without a traceback and with 130, as a shell's commands do.

usage: quietly.py FILE ARGUMENT ...     (of this folder)
       quietly.py -m MODULE ARGUMENT ...
"""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    if sys.argv[1] == "-m":
        sys.path.remove(str(HERE))
        del sys.argv[:2]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        del sys.argv[0]
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
