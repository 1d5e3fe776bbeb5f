"""A text as a file: a recipe, or a gallery's list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nnart.files.atomic import replacing
from nnart.rendering.run import Run
from nnart.studio.wishes.wish import Takes


@dataclass(frozen=True)
class TextWish:
    """A text to be exported.

    Attributes:
        data: the text, encoded.
        name: of the file, with its ending.
        left_out: favourites that are not in it.
    """

    data: bytes
    name: str
    left_out: tuple[str, ...] = ()

    def takes(self) -> Takes:
        """Return the bytes; as `Wish`."""
        return Takes(0.0, len(self.data))

    def save(self, path: Path, run: Run) -> None:
        """Write the file; as `Wish`."""
        with replacing(path, run.force, rescue=True) as stream:
            stream.write(self.data)
