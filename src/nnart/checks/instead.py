"""What programs write by the habits of others or of the command line, and what nnart has instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nnart.words import OPTIONS, fold, guess

_NEURONS = "width counts neurons; pixels are size=(1920, 1080)"
_THREADS = "write run=nnart.Run(nnart.Threads(2))"
_FILE = "write picture.save('a.png'), or to='{seed}.png' of many"
_PROGRESS = "progress= takes a function, which is called with shares of the work"
_SAMPLES = "samples=2 is anti-aliasing"

INSTEAD: Final[Mapping[str, str]] = {
    "height": _NEURONS,
    "w": _NEURONS,
    "h": _NEURONS,
    "threads": _THREADS,
    "workers": _THREADS,
    "jobs": _THREADS,
    "n-jobs": _THREADS,
    "force": "write run=nnart.Run(force=True), or picture.save(path, force=True)",
    "overwrite": "write force=True, or run=nnart.Run(force=True)",
    "restart": "write run=nnart.Run(restart=True)",
    "limits": "write run=nnart.Run(limits=True)",
    "timeout": "run=nnart.Run(limits=nnart.Limits(seconds=5)) refuses what would take longer",
    "callback": _PROGRESS,
    "on-progress": _PROGRESS,
    "strength": "of vary and breed, change=0.2 says how far",
    "colours": "colours are a palette by themselves: palette='navy,gold'",
    "cancel": "write run=nnart.Run(cancel=nnart.Cancel())",
    "budget": "write run=nnart.Run(budget=nnart.Budget())",
    "depth": "layers sets the depth of the network; bits=16 sets the colour depth of a file",
    "prefer": "nnart.explore_seeds(range(1000), prefer='calm') finds such pictures",
    "like": "nnart.explore_seeds(range(1000), like='a.jpg') finds such pictures",
    "count": "nnart.render_many(range(8)) renders many; of explored seeds, keep=8 are kept",
    "output": _FILE,
    "path": _FILE,
    "format": "write picture.save(stream, format='webp')",
    "dpi": "write size='a3@300dpi', or picture.save(path, dpi=300)",
    "quality": "it is fixed and high; .png and .tif lose nothing",
    "compression": "it is fixed; .png and .tif lose nothing",
    "antialias": _SAMPLES,
    "supersample": _SAMPLES,
    "background": "palette sets the colours; alpha='vignette' makes parts transparent",
    "device": "nnart computes on the processor",
    "prompt": "pictures come from random networks, not from words",
}


def hint(name: str, known: list[str]) -> str:
    """Return what to write in the place of an argument's name; empty if nobody can tell.

    Args:
        name: what was written.
        known: the names that there are.
    """
    word = fold(name)
    synonym = OPTIONS.get(word)
    if synonym in known:
        return f"did you mean {synonym}"
    if close := guess(name, known):
        return f"did you mean {close[0]}"
    return INSTEAD.get(word) or INSTEAD.get(synonym or "", "")
