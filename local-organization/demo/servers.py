"""The emulated AWS and, as Lambda would run them, the handlers of the jars that would be registered."""

import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "target" / "demo"
