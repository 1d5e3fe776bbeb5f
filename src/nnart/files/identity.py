"""Identity: a fingerprint of everything in nnart that decides the bytes it renders."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from nnart.version import __version__, installed_version

# Packages and modules whose sources decide pixels or how they are written, with the reason. All others
# influence the bytes only through arguments, which are compared too.
DECIDING: Final[Mapping[str, str]] = {
    "activation.py": "the curves of neurons",
    "recipe": "defaults, and how values are read from genomes and palettes",
    "exact": "random streams, and sines that are the same on every machine",
    "kernel": "the arithmetic of networks, from which its machine code follows",
    "plane": "where pixels lie, and what a network is given there",
    "network": "how weights are drawn",
    "field": "the gain, and where the network is evaluated",
    "colour": "tone and colours",
    "files": "how pixels are cut, compressed and written",
    "films": "frames, and how they are cut, converted and written",
    "rendering": "how windows are put together",
    "tiles": "which tiles there are, and what their folder holds",
}
_HERE = Path(__file__).parents[1]


@cache
def code_digest(root: Path = _HERE) -> str:
    """Return the SHA-256 of the sources that decide bytes, as 64 hexadecimal digits.

    Two installations with the same digest and the same libraries render the same bytes.

    Args:
        root: the folder of the package `nnart`.
    """
    state = hashlib.sha256()
    for name in DECIDING:
        for source in sorted([root / name] if name.endswith(".py") else (root / name).rglob("*.py")):
            state.update(source.relative_to(root).as_posix().encode())
            state.update(source.read_bytes())
    return state.hexdigest()


def identity() -> dict[str, str]:
    """Return what must match for two halves of a file to fit: versions of nnart, its sources and its
    libraries.
    """
    ours = {"nnart": __version__, "code": code_digest(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return ours | {name: installed_version(name) for name in ("pillow", "tifffile")}
