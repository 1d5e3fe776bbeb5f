"""Memory: the most that a process takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Not getrusage's, which counts what this process had when it started the other one.
PEAK = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read as Linux counts it")
@pytest.mark.parametrize(
    "call", ["save(job, 'a.png'", "render_tiles(job, 'a', nnart.DeepZoom(size=job.size, ending='png')"]
)
def test_memory_is_bounded_with_many_threads_and_fields(tmp_path: Path, call: str) -> None:
    """16 threads, four fields; of 25 million pixels, which alone are 100 MB, and their fields 800."""
    code = (
        "import nnart\n"
        "recipe = nnart.Recipe(layers=2, width=4, gain=1.0, colour='rgb', alpha='field')\n"
        "job = nnart.Job(recipe, (5000, 5000))\n"
        f"nnart.{call}, run=nnart.Run(nnart.Threads(16)))\n"
        f"{PEAK}"
    )
    peak = int(subprocess.check_output([sys.executable, "-c", code], cwd=tmp_path))
    assert peak < 700 * 1024


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read as Linux counts it")
@pytest.mark.parametrize(("show", "name"), [("picture", "a.png"), ("picture", "a.tif"), ("field", "a.npy")])
def test_memory_does_not_grow_with_the_picture(tmp_path: Path, show: str, name: str) -> None:
    """25 million pixels are 75 MB of colour and 100 MB of field; neither is ever held whole."""
    code = (
        "import sys, nnart\n"
        "size, name = int(sys.argv[1]), sys.argv[2]\n"
        f"job = nnart.Job(nnart.Recipe(layers=1, width=1), (size, size), show='{show}')\n"
        "nnart.save(job, name, nnart.Run(nnart.Threads(2)))\n"
        f"{PEAK}"
    )
    peaks = [
        int(subprocess.check_output([sys.executable, "-c", code, size, f"{size}-{name}"], cwd=tmp_path))
        for size in ("500", "5000")
    ]
    assert peaks[1] - peaks[0] < 60 * 1024


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read as Linux counts it")
def test_answers_that_are_kept_for_images_have_an_end(tmp_path: Path) -> None:
    """Those of 12 million different pixels would take 600 MB."""
    code = (
        "import sys, nnart\n"
        "recipe = nnart.Recipe(layers=10, width=32, gain=1.0, symmetry='rotation-2')\n"
        "job = nnart.Job(recipe, int(sys.argv[1]))\n"
        "nnart.save(job, 'a.png', nnart.Run(nnart.Threads(2), force=True))\n"
        f"{PEAK}"
    )
    peaks = [
        int(subprocess.check_output([sys.executable, "-c", code, size], cwd=tmp_path))
        for size in ("500", "5000")
    ]
    assert 100 * 1024 < peaks[1] - peaks[0] < 300 * 1024
