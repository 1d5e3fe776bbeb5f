"""Identity: which nnart this is, to the last byte of its sources."""

from __future__ import annotations

import hashlib
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from nnart.version import __version__


@cache
def code_digest() -> str:
    """Return SHA-256 of all of nnart's sources, kernel included, in 64 hexadecimal digits.

    Two nnarts that agree in it paint the same pixels; the kernel's machine code follows from its sources.
    """
    here = Path(__file__).parents[1]
    state = hashlib.sha256()
    for source in sorted(here.rglob("*.py")):
        state.update(source.relative_to(here).as_posix().encode())
        state.update(source.read_bytes())
    return state.hexdigest()


def identity() -> dict[str, str]:
    """Return what has to be the same for two halves of a file to fit: version, sources, other writers."""
    ours = {"nnart": __version__, "code": code_digest(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return ours | {name: _version(name) for name in ("pillow", "tifffile")}


_version = cache(version)  # which reads a file
