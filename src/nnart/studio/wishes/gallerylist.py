"""A gallery's list of favourites, for `nnart gallery`: names become titles, and notes stay notes."""

from __future__ import annotations

from nnart.gallery.tables import MAX_TEXT
from nnart.recipe.toml import write_toml
from nnart.sheets.lettering import line_of
from nnart.sources.favourites import read_note
from nnart.studio.wishes.chosen import open_chosen
from nnart.studio.wishes.text import TextWish
from nnart.studio.wishes.wish import Data, stem_of

_STEM, _TITLE = "nnart-gallery", "Favourites"


def read_list(data: Data) -> TextWish:
    """Return the list that data ask for.

    The list names the favourites, so the gallery shows what they are when it is built.

    Args:
        data: `names` of favourites, and perhaps the `name` of the file, which becomes the gallery's title.

    Raises:
        InputError: if a value is not valid.
        FileError: if there is no favourite of a name, or it cannot be read.
    """
    chosen, left_out = open_chosen(data["names"])
    stem = stem_of(data, _STEM)
    parts = [write_toml({"title": data.get("name") or _TITLE})]
    parts += [f"[[pictures]]\n{write_toml(_table(one.name))}" for one in chosen]
    return TextWish("\n".join(parts).encode(), f"{stem}.toml", left_out)


def _table(name: str) -> dict[str, str]:
    note = _shortened(line_of(read_note(name)))
    return {"title": name} | ({"note": note} if note else {}) | {"favourite": name}


def _shortened(note: str) -> str:
    return note if len(note) <= MAX_TEXT else f"{note[: MAX_TEXT - 1]}…"
