"""The choice of a shape for a network.

Which one is fastest depends on caches and ports, which LLVM does not know. So all are measured once on every
processor, and kept beside the machine code.
"""

from __future__ import annotations

import os

from nnart.errors import NnartError, fault
from nnart.kernel.shapes import CANDIDATES, Shape, Times, fastest

SETTING = "NNART_SHAPE"  # the name of a shape, or `default`, which is not measured
_times: dict[int, dict[Shape, float]] = {}


def shape_for(width: int) -> Shape:
    """Return the shape for a network whose widest layer has so many neurons: the set one, or the fastest."""
    return chosen() or fastest(_times, width)


def use(times: Times) -> None:
    """Choose by measured times from now on."""
    _times.clear()
    _times.update((width, dict(row)) for width, row in times.items())


def chosen() -> Shape | None:
    """Return the shape that the environment names, if it names one.

    Raises:
        NnartError: if there is no shape of that name.
    """
    name = os.environ.get(SETTING)
    if not name:
        return None
    known = {"default": CANDIDATES[0]} | {str(shape): shape for shape in CANDIDATES}
    if name not in known:
        raise NnartError(fault("choice", ", ".join(known), SETTING, got=name, ways="unset it"))
    return known[name]
