"""File size against time, for what PNG leaves free: `python -m benchmarks.encoding [--write]`."""

from __future__ import annotations

import time
import zlib

import numpy as np

from benchmarks.report import deliver, machine, table
from nnart.arrays import Pixels
from nnart.files.png import filter_rows, row_bytes, shift_right
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter

SEEDS = (0, 3, 7, 11, 12)
SIZES = ((1024, 8), (4096, 8), (16384, 8), (4096, 16))
_UP, _PAETH, _RUNS = 2, 4, zlib.Z_RLE
CHOICES = (
    ("up, level 4", _UP, 4, zlib.Z_DEFAULT_STRATEGY),
    ("up, level 1", _UP, 1, zlib.Z_DEFAULT_STRATEGY),
    ("up, level 6", _UP, 6, zlib.Z_DEFAULT_STRATEGY),
    ("up, runs only", _UP, 1, _RUNS),
    ("Paeth, level 4", _PAETH, 4, zlib.Z_DEFAULT_STRATEGY),
    ("Paeth, runs only", _PAETH, 1, _RUNS),
    ("left, level 4", 1, 4, zlib.Z_DEFAULT_STRATEGY),
)


def pieces(side: int, bits: int) -> list[Pixels]:
    """Return some rows of some pictures."""
    found = []
    for seed in SEEDS:
        painter = Painter(Job(Recipe(seed=seed), (side, side), bits))
        found += [painter.band(painter.view.crop((row, row + 32)))[0] for row in range(0, side, side // 4)]
    return found


def encoded(pixels: Pixels, kind: int, level: int, strategy: int) -> tuple[int, float]:
    """Return the bytes of rows, and the seconds that it takes to compress them once they are filtered."""
    rows, step = row_bytes(pixels), 3 * pixels.dtype.itemsize
    filtered = np.empty((len(rows), rows.shape[1] + 1), np.uint8)
    filtered[0] = [1, *(rows[0] - shift_right(rows[0], step))]
    filtered[1:, 0], filtered[1:, 1:] = kind, filter_rows(kind, rows[1:], rows[:-1], step)
    data = filtered.tobytes()
    started = time.perf_counter()
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15, zlib.DEF_MEM_LEVEL, strategy)
    length = len(deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH))
    return length, time.perf_counter() - started


def main() -> None:
    columns = [[name for name, *_ in CHOICES]]
    for side, bits in SIZES:
        some = pieces(side, bits)
        count = sum(pixels.size // 3 for pixels in some)
        column = []
        for _, *choice in CHOICES:
            lengths, times = zip(*(encoded(pixels, *choice) for pixels in some), strict=True)
            column.append(f"{8 * sum(lengths) / count:.2f} ({1e-6 * count / sum(times):.0f})")
        columns.append(column)
    head = ["bits a pixel (megapixels a second)", *(f"{side}², {bits} bits" for side, bits in SIZES)]
    lines = list(zip(*columns, strict=True))
    deliver("encoding", f"{machine(1)}\n\n{table(head, lines)}")


if __name__ == "__main__":
    main()
