"""The emulated AWS of the demonstration: the emulator, and the handlers of both jars as Lambda would run them."""

import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from contract.__main__ import endpoint, environment
from contract.input_sets import ROOT, InputSet
from contract.services import Service

WORK = ROOT / "target" / "demo"
