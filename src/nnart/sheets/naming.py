"""Naming: which tiles of a sheet a text means, such as 7, or 3,7, or 3..8."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from nnart.errors import FileError, fault, shown

MAX_TOLD = 12  # names of tiles that an error lists


def plain_name(name: str) -> str:
    """Return a tile's name without its blanks, which do not matter."""
    return name.replace(" ", "")


def choose(names: Sequence[str], text: str) -> list[int]:
    """Return which tiles a text means, each once: a name, a range of tiles such as 3..8 or 3-8, or several.

    Between several stand commas or semicolons. As names may have commas and dots themselves, a text that is a
    name means that tile; in a list, the longest part that means something counts. A range has all tiles from
    the one to the other, in the order in which they lie on the sheet.

    Args:
        names: of all tiles.
        text: what someone wrote.

    Raises:
        FileError: if a part of it is neither a name nor a range, or a range is empty.
    """
    known = {plain_name(name): i for i, name in enumerate(names)}
    written = plain_name(text)
    if written in known:
        return [known[written]]
    found: list[int] = []
    for group in filter(None, written.split(";")):
        parts = group.split(",")
        while parts:
            count, tiles = _longest(parts, known)
            if count and not tiles:
                ways = "write the tile that comes first on the sheet first"
                raise FileError(fault("range", f"{shown(','.join(parts[:count]))} is empty", ways=ways))
            if not count:
                raise _absent(names, text if parts == [written] else parts[0])
            found += tiles
            parts = parts[count:]
    if not found:
        raise _absent(names, text)
    return list(dict.fromkeys(found))


def _longest(parts: Sequence[str], known: Mapping[str, int]) -> tuple[int, range]:
    """Return how many parts of a list together mean tiles, as many as possible, and these tiles; 0 if none."""
    for count in range(len(parts), 0, -1):
        for tiles in _meanings(",".join(parts[:count]), known):
            return count, tiles
    return 0, range(0)


def _meanings(text: str, known: Mapping[str, int]) -> Iterator[range]:
    """Yield the tiles that a text means: one of that name, or from one to another; none if that is before."""
    if text in known:
        yield range(known[text], known[text] + 1)
    for mark in re.finditer(r"(?=(\.\.|-|–))", text):
        first, last = text[: mark.start(1)], text[mark.end(1) :]
        if first in known and last in known:
            yield range(known[first], known[last] + 1)


def _absent(names: Sequence[str], text: str) -> FileError:
    there = "; ".join(names[:MAX_TOLD]) + "; …" * (len(names) > MAX_TOLD)
    return FileError(fault("absent", f"no tile is named {shown(text)}", ways=f"there are {there}"))
