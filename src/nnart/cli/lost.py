"""Lost: what to do without a file that is not there, if its name tells."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from nnart.words import COMMANDS, fold

_SEEDED = re.compile(r"nnart-([0-9]+)\.\w+(#.*)?")  # as nnart names pictures


def ways_for(name: str) -> Iterator[str]:
    """Yield what to write in the place of a name that stands for nothing; nothing if nobody can tell."""
    if os.path.lexists(name.partition("#")[0]):
        return
    if found := _SEEDED.fullmatch(Path(name).name):
        yield f"its name holds the seed: nnart render {found[1]} paints it, if it had no other options"
    elif COMMANDS.get(fold(name)) == "keep" and fold(name).startswith("fav"):
        yield "nnart keep --sheet favourites.png paints all of them side by side, and nnart keep lists them"
