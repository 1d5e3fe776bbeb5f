"""Palettes, as options give them: with files among them, and what there is to say of them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, BinaryIO

from nnart.errors import InputError
from nnart.inputfiles import STDIN, File
from nnart.recipe.palettechoices import remarks
from nnart.recipe.palettefiles import read_if_file, split_palettes


def split_option(text: str) -> list[str]:
    """Return the palettes and files that an option names, each as it is written.

    Raises:
        InputError: if colours and names are mixed.
    """
    try:
        return split_palettes(text)
    except InputError as error:
        raise error.about("palette") from None


def from_stdin(text: str | None) -> str | None:
    """Return what stands for standard input if an option names that among its palettes."""
    return STDIN if text is not None and STDIN in split_option(text) else None


def read_palettes(text: str, stdin: BinaryIO | None = None) -> str:
    """Return an option's palettes as a recipe takes them, of pictures their colours.

    Errors are those of `read_if_file` and `read_file`.
    """
    try:
        return read_if_file(text, stdin, read_file)
    except InputError as error:
        raise error.about("palette") from None


def read_file(file: File) -> str:
    """Return the palette of a file, of a picture its colours; loads NumPy only for a picture."""
    from nnart.sources.picturecolours import read_palette

    return read_palette(file)


def remarks_on(palette: Any) -> list[str]:
    """Return what people should know of a recipe's palettes, unchecked."""
    if isinstance(palette, str):
        with suppress(InputError):  # it is refused with the recipe
            return remarks(palette)
    return []
