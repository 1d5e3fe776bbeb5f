"""nnart beside the scripts that people write instead: `python -m benchmarks.instead [--write]`.

Measured from the start of the process to the finished PNG. Each script paints a random network of 20 layers of
100 neurons with tanh, in float32, a million points at a time, on all processors. Its weights, and so its
picture, differ from nnart's, but the work is the same.
"""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.peers import THREADS
from benchmarks.pictures import PYTHON, alternating
from benchmarks.report import deliver, machine, table

SIZES = ("1024x1024", "3840x2160")
_ROUNDS = 3
_NUMPY = """
import sys
import numpy as np
from PIL import Image
columns, rows = map(int, sys.argv[1].split("x"))
random = np.random.default_rng(7)
sizes = [2] + [100] * 20 + [1]
weights = [random.normal(0, 1.6 / np.sqrt(m), (m, n)).astype("f4") for m, n in zip(sizes, sizes[1:])]
biases = [random.normal(0, 0.3, n).astype("f4") for n in sizes[1:]]
band = max(1, 2**20 // columns)
pixels = np.empty((rows, columns), "u1")
x = np.linspace(-2, 2, columns, dtype="f4")
for top in range(0, rows, band):
    y = np.linspace(-2, 2, rows, dtype="f4")[top : top + band]
    h = np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)
    for w, b in zip(weights, biases):
        h = np.tanh(h @ w + b)
    pixels[top : top + band] = (h.reshape(-1, columns) + 1) * 127.5
Image.fromarray(pixels).save(sys.argv[2])
"""
_TORCH = """
import sys
import numpy as np
import torch
from PIL import Image
columns, rows = map(int, sys.argv[1].split("x"))
torch.manual_seed(7)
sizes = [2] + [100] * 20 + [1]
layers = []
for m, n in zip(sizes, sizes[1:]):
    layer = torch.nn.Linear(m, n)
    torch.nn.init.normal_(layer.weight, 0, 1.6 / m**0.5)
    layers += [layer, torch.nn.Tanh()]
network = torch.nn.Sequential(*layers)
band = max(1, 2**20 // columns)
pixels = np.empty((rows, columns), "u1")
x = torch.linspace(-2, 2, columns)
with torch.inference_mode():
    for top in range(0, rows, band):
        y = torch.linspace(-2, 2, rows)[top : top + band]
        h = torch.stack(torch.meshgrid(x, y, indexing="xy"), -1).reshape(-1, 2)
        h = network(h).reshape(-1, columns)
        pixels[top : top + band] = ((h + 1) * 127.5).numpy()
Image.fromarray(pixels).save(sys.argv[2])
"""


def main() -> None:
    names = ["a script with NumPy", "a script with PyTorch", "`nnart render --exact`", "`nnart render`"]
    lines = [[name] for name in names]
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "a.png")
        nnart = (PYTHON, "-m", "nnart", "render", "--seed", "7", "--force", "-q", "-o", file, "--size")
        alternating(1, (*nnart, "64"))  # compiled from here on
        for size in SIZES:
            scripts = ((PYTHON, "-c", _NUMPY, size, file), (PYTHON, "-c", _TORCH, size, file))
            times = alternating(_ROUNDS, *scripts, (*nnart, size, "--exact"), (*nnart, size))
            for line, time in zip(lines, times, strict=True):
                line.append(f"{time:.1f} s")
    deliver(Path(__file__).stem, f"{machine(THREADS)}\n\n{table(['what', *SIZES], lines)}")


if __name__ == "__main__":
    if find_spec("torch") is None:
        sys.exit("PyTorch is not installed: pip install -e '.[peers]'")
    main()
