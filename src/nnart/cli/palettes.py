"""Palettes, as options give them: with files among them, and what there is to say of them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from nnart.errors import InputError
from nnart.inputfiles import STDIN, open_input
from nnart.recipe.palettechoices import remarks
from nnart.recipe.palettefiles import is_picture, read_if_file, split_palettes

# Endings of files whose colours may be wanted.
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".gif", ".bmp", ".heic")


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

    Errors are those of `read_if_file`, and of `colours_of`.
    """
    try:
        found = [(one, in_picture(one)) for one in split_option(text)]
        if any(colours for _, colours in found):
            text = ";".join(colours or one for one, colours in found)
        return read_if_file(text, stdin)
    except InputError as error:
        raise error.about("palette") from None


def in_picture(text: str) -> str | None:
    """Return the palette of a picture whose file a text names; None if it names none that is there.

    Raises:
        FileError: as `colours_of` does.
    """
    path = Path(text)
    if path.suffix.lower() not in _PICTURES or not path.is_file():
        return None
    with open_input(path) as stream:
        if not is_picture(stream):
            return None
    from nnart.sources.picturecolours import colours_of  # which loads NumPy

    return colours_of(path)


def remarks_on(palette: Any) -> list[str]:
    """Return what people should know of a recipe's palettes, unchecked."""
    if isinstance(palette, str):
        with suppress(InputError):  # it is refused with the recipe
            return remarks(palette)
    return []
