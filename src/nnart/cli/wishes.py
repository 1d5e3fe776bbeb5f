"""Wishes: words such as calm blue where a picture is needed, which nnart explore looks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from nnart.errors import FileError, InputError, Way


@contextmanager
def wishes_told(text: str | tuple[str, ...] | None) -> Iterator[None]:
    """Say how pictures are looked for by words, if a text that stands for no picture has such words."""
    try:
        yield
    except FileError as error:
        absent = [fault.rule for fault in error.faults] == ["absent"]
        words = _wishes_in(" ".join(text) if isinstance(text, tuple) else text or "") if absent else ""
        if not words:
            raise
        from nnart.cli.strays import quoted  # not needed for a picture

        way = Way(f"nnart explore --prefer {quoted([words])} looks for such pictures")
        raise FileError(*(replace(fault, ways=(way,)) for fault in error.faults)) from None


def _wishes_in(text: str) -> str:
    """Return the words of a text that ask for pictures, with commas between; none if others are among them."""
    from nnart.explore.words import wishes_of  # not needed for a picture

    words = text.replace(",", " ").split()
    try:
        wishes_of(",".join(words))
    except InputError:
        return ""
    return ",".join(words)
