"""Naming: find the tiles that a text names, such as 7, or 3,7, or 3..8."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from nnart.errors import FileError, fault, shown

MAX_TOLD = 12  # names of tiles that an error lists


def plain_name(name: str) -> str:
    """Return a tile's name without its blanks, which do not matter."""
    return name.replace(" ", "")


def choose(names: Sequence[str], text: str) -> list[int]:
    """Return the tiles that a text names, each once: a name, a range such as 3..8 or 3-8, or several of these.

    Separate several by commas or semicolons. Names may contain commas and dots, too: a text that is a name
    means that tile, and in a list the longest part that makes sense counts. A range includes all tiles from one
    to the other, in the sheet's order.

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
    """Return the largest number of leading parts that together name tiles, and these tiles; 0 if there are
    none.
    """
    for count in range(len(parts), 0, -1):
        for tiles in _meanings(",".join(parts[:count]), known):
            return count, tiles
    return 0, range(0)


def _meanings(text: str, known: Mapping[str, int]) -> Iterator[range]:
    """Yield the possible meanings of a text: a tile's name, or a range, which is empty if it runs backwards."""
    if text in known:
        yield range(known[text], known[text] + 1)
    for mark in re.finditer(r"(?=(\.\.|-|–))", text):
        first, last = text[: mark.start(1)], text[mark.end(1) :]
        if first in known and last in known:
            yield range(known[first], known[last] + 1)


def _absent(names: Sequence[str], text: str) -> FileError:
    there = "; ".join(names[:MAX_TOLD]) + "; …" * (len(names) > MAX_TOLD)
    return FileError(fault("absent", f"no tile is named {shown(text)}", ways=f"there are {there}"))
