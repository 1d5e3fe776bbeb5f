"""Kinds: what there is to export, and what each kind has to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from nnart.errors import InputError, fault
from nnart.studio.wishes.folder import read_folder
from nnart.studio.wishes.gallerylist import read_list
from nnart.studio.wishes.picture import read_picture
from nnart.studio.wishes.sheet import read_sheet
from nnart.studio.wishes.wish import Data, Wish


class Kind(NamedTuple):
    """A kind of exports.

    Attributes:
        read: returns what data ask for.
        needs: the value that it needs.
        takes: the other values that it takes.
    """

    read: Callable[[Data], Wish]
    needs: str
    takes: frozenset[str]


_PICTURE: Final = frozenset({"size", "format", "bits", "dpi", "name"})
KINDS: Final = {
    "picture": Kind(read_picture, "look", _PICTURE),
    "sheet": Kind(read_sheet, "names", frozenset({"size", "name"})),
    "list": Kind(read_list, "names", frozenset({"name"})),
    "folder": Kind(read_folder, "names", _PICTURE),
}


def wish_of(data: Data) -> Wish:
    """Return what data ask to be exported, checked.

    Args:
        data: `kind` (a picture unless it says so), and what that kind takes.

    Raises:
        InputError: if a value is not valid, is missing, or has no effect.
        FileError: if there is no favourite of a name.
    """
    name = data.get("kind", "picture")
    if name not in KINDS:
        raise InputError(fault("choice", ", ".join(KINDS), "kind", got=name))
    kind = KINDS[name]
    if kind.needs not in data:
        raise InputError(fault("missing", "there is none", kind.needs, ways="give one"))
    for other in data.keys() - kind.takes - {"kind", kind.needs}:
        raise InputError(fault("no-effect", f"a {name} has none", other, ways="leave it out"))
    return kind.read(data)
