"""Hints: suggestions for a text that is not a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from nnart.errors import FileError, InputError, MissingFileError, Way, fault, shown, shown_path
from nnart.files.formats import PICTURES
from nnart.inputfiles import SAVED, is_address
from nnart.recipe.kinds import Choice, Names, Text
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import NAMES
from nnart.recipe.sizes import parse_size
from nnart.sources.favourites import list_favourites
from nnart.sources.order import natural_key
from nnart.words import SWITCHES, fold, guess, match

_MAX_FILES = 10_000  # files of a folder to search for similar names
_TURNS = ("portrait", "landscape")
_TILE = re.compile(r"(.+?\.\w+)[:\[@]([0-9][0-9,.-]*)\]?")
_NEEDED = (
    "write a seed, the name of a picture or recipe, a tile such as sheet.png#7, a favourite, a preset, "
    "cross(7,12,3) or a code"
)


def unknown_source(source: str, folder: Path) -> FileError:
    """Return the error that a text is not a picture, with suggestions.

    Args:
        source: the text.
        folder: where paths begin.
    """
    ways = [*_values(source), *(_tiles(source, folder) or _near(source, folder))]
    if is_address(source):
        return FileError(fault("kind", "is an address, not a file", ways=SAVED, where=shown(source)))
    if not ways and not Path(source).suffix:
        ways = [Way(_NEEDED)]
    says = "there is no such file, favourite or preset"
    return MissingFileError(fault("absent", says, ways=ways, where=Path(source)))


def _values(source: str) -> Iterator[Way]:
    """Yield the options that accept a text: as a size, a palette and so on."""
    name, equals, value = source.partition("=")
    if equals and name in KNOBS and KNOBS[name].option and value:
        yield Way("sets it", name, value)
    if source.lower() in _TURNS:
        yield Way("turns a size", "size", f"a3-{source.lower()}")
    with suppress(InputError):
        parse_size(source)
        yield Way("paints at that size", "size", source)
    for name, knob in KNOBS.items() if fold(source) not in SWITCHES else ():
        if knob.option and isinstance(knob.kind, (Choice, Names, Text)):
            word = match(source, knob.kind.choices)
            if word is not None:
                yield Way(f"takes that {name}", name, word)


def _tiles(source: str, folder: Path) -> list[Way]:
    """Return the right way to write tiles that were given behind : or in brackets."""
    found = _TILE.fullmatch(source)
    if found is None or not (folder / found[1]).is_file():
        return []
    return [Way(f"did you mean {shown_path(Path(f'{found[1]}#{found[2]}'))}")]


def folder_given(folder: Path) -> FileError:
    """Return the error that a folder is not a picture, with commands that take folders, and its first file."""
    with suppress(OSError):
        names = sorted((other.name for other in islice(folder.iterdir(), _MAX_FILES)), key=natural_key)
        files = [folder / name for name in names if Path(name).suffix.lower() in (*PICTURES, ".toml", ".json")]
        ways = [Way(f"name a file in it, such as {shown_path(file)}") for file in files[:1]]
        ways += [Way("shows all of them", call="read_gallery")] * bool(files)
        return FileError(fault("kind", "is a folder", ways=ways or "name a file in it", where=folder))
    return FileError(fault("kind", "is a folder", ways="name a file in it", where=folder))


def _near(source: str, folder: Path) -> Iterator[Way]:
    """Yield existing names similar to a text."""
    known = {name: name for name in NAMES}
    with suppress(FileError):
        known |= {name: name for name in list_favourites()}
    path = folder / source
    with suppress(OSError, ValueError):
        there = islice(path.parent.iterdir(), _MAX_FILES)
        known |= {other.name: str(Path(source).with_name(other.name)) for other in there}
    for close in guess(path.name, known, 1):
        yield Way(f"did you mean {shown_path(Path(known[close]))}")
