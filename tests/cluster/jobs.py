"""Recipes for clusters, and the command line as it paints over one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from nnart.recipe.recipe import Recipe
from nnart.rendering.workers import Threads

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals")
RECIPE = Recipe(seed=3, layers=3, width=9)
SLOW = Recipe(seed=3, tolerance=0.0)


def start_painting(folder: Path) -> tuple[subprocess.Popen[str], list[psutil.Process]]:
    """Start the command line, wait until it has painted something, and return its children too."""
    options = ["--seed", "3", "--exact", "--size", "600", "-o", "a.png", "--cluster", "local"]
    part = folder / "a.png.part"
    length = part.stat().st_size if part.exists() else 2000
    process = subprocess.Popen(
        [sys.executable, "-m", "nnart", "render", *options], cwd=folder, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not (part.exists() and part.stat().st_size > length) and time.monotonic() < deadline:
        time.sleep(0.01)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) == 1 + Threads().count
    return process, children
