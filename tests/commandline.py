"""What the tests of the command line share."""

from __future__ import annotations

import os
import sys

import pytest

SMALL = ("--layers", "3", "--width", "9", "--size", "40x30")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and devices")


def unmeasured() -> dict[str, str]:
    """Return the environment without what has coverage measured: it writes files, and loses an early Ctrl-C."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
