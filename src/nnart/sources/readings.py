"""Readings: make starts from presets, recipes' data and files, pictures and sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from nnart.errors import FileError, InputError, Way, fault, in_file, shown, shown_path
from nnart.files.formats import PAGE, PICTURES, check_bits, recognise
from nnart.inputfiles import STDIN, File, name_of, open_input, shown_name, stem_of
from nnart.recipe.changes import apply_changes
from nnart.recipe.forms import read_values
from nnart.recipe.keys import SETTINGS, own_keys
from nnart.recipe.presets import ANY, find_listed
from nnart.recipe.size import SQUARE, Size
from nnart.recipe.sizes import check_dpi, fit_longer, parse_size
from nnart.recipe.toml import MAX_TEXT, is_text, most_bytes
from nnart.recipe.versions import upgrade
from nnart.sources.start import Start

if TYPE_CHECKING:
    from nnart.network.network import Network
    from nnart.sheets.sheet import Tile

_HEAD = 16  # bytes that tell a file's kind


def open_preset(name: str) -> Start:
    """Return the start of a preset; `any` stays open until there is a seed.

    Raises:
        InputError: if no preset has this name.
    """
    chosen = find_listed(name)
    if chosen.name == ANY:
        return Start({"preset": ANY})
    return Start(dict(chosen.values), chosen.size or SQUARE)


def read_recipe(file: File) -> Start:
    """Return the start in a recipe's file or stream; raises as `open_recipe`."""
    with open_input(file, most_bytes(MAX_TEXT)) as stream:
        name = name_of(file)
        if recognise(stream.read(_HEAD)):
            ways = Way("takes its recipe", "source", str(name) if isinstance(name, Path) else STDIN)
            raise InputError(fault("kind", f"{shown_name(file)} is a picture", "recipe", ways=ways))
        stream.seek(0)
        values = read_values(stream)
        try:
            return start_of(values, stem_of(stream), shown_name(file))
        except InputError as error:
            raise error.inside(name) from None


def start_of(data: Mapping[str, Any], name: str = "", place: str = "") -> Start:
    """Return the start of a recipe's data, on top of a preset if the data names one.

    Raises:
        InputError: if the data or the preset is not valid.
    """
    values, network = split_network(own_keys(data))
    values = upgrade(values)
    settings = {name: values.pop(name) for name in SETTINGS if name in values}
    begun = Start()
    if "preset" in settings:
        begun = open_preset(settings["preset"])
        chosen_later = begun.values.get("preset") == ANY
        values = begun.values | values if chosen_later else apply_changes(begun.values, values)
    size, dpi = _size_of(settings.get("size", list(begun.size)), settings.get("dpi"))
    bits = check_bits(settings.get("bits", begun.bits))
    found = Start(values, size, bits, dpi, name=name, place=place)
    return found if network is None else found.with_network(network, f"{place} gives one")


def _size_of(value: object, dpi: Any) -> tuple[Size, int | None]:
    """Return size and dots per inch from a size in a recipe's data: text, or width and height."""
    if dpi is not None:
        check_dpi(dpi)
    if isinstance(value, list) and len(value) == 2:
        return Size(*value), dpi
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        says = 'a text such as "1920x1080", or [1920, 1080], is needed'
        raise InputError(fault("type", says, "size", got=value))
    size, written = parse_size(value if isinstance(value, str) else shown(value), dpi)
    if None not in (dpi, written) and dpi != written:
        says = "both say how many dots per inch"
        raise InputError(fault("conflict", says, "dpi", "size", ways="leave one out"))
    return size, written or dpi


def read_picture(file: File) -> Start:
    from nnart.files.picturefile import read

    with open_input(file) as stream:
        try:
            found = read(stream)
        except FileError:
            from nnart.sheets.files import is_sheet

            stream.seek(0)
            if not is_sheet(stream):
                raise
            ways = Way("lists its tiles", call="read_sheet"), "name one of them, as in sheet.png#7"
            raise FileError(fault("kind", "a sheet of pictures", ways=ways, where=name_of(file))) from None
        begun = Start(
            found.recipe.to_dict(),
            found.size,
            16 if found.bits == 16 else 8,
            found.dpi,
            name=stem_of(stream).removeprefix("nnart-"),
            place=shown_name(file),
        )
    if found.network is None:
        return begun
    return begun.with_network(found.network, f"{begun.place} was painted from one")


def read_sheet(stream: BinaryIO) -> Start | None:
    """Return the start of all tiles of a sheet; None if the file is not a sheet."""
    from nnart.sheets.files import is_sheet, read_tiles

    return start_of_tiles(*read_tiles(stream), name_of(stream)) if is_sheet(stream) else None


def start_of_tiles(tiles: Sequence[Tile], shape: tuple[int, int] | None, file: str | Path) -> Start:
    """Return the start of one or more tiles: their recipes, and a size with their proportions."""
    size = fit_longer(shape[::-1] if shape else SQUARE, max(SQUARE))
    starts = tuple(
        Start(
            tile.recipe.to_dict(),
            size,
            name=tile.name,
            place=shown_path(Path(f"{file}#{tile.name}")),
            tile=True,
        )
        for tile in tiles
    )
    return starts[0] if len(starts) == 1 else Start(size=size, tiles=starts)


def is_recipe(stream: BinaryIO) -> bool:
    """Return whether an open file should be read as a recipe, not as a picture."""
    name = name_of(stream)
    with in_file(name):
        head = stream.read(_HEAD)
        stream.seek(0)
    ending = name.suffix.lower() if isinstance(name, Path) else ""
    if ending in (".toml", ".html", *PICTURES):
        return ending == ".toml"
    return not recognise(head) and not head.lower().startswith(PAGE) and is_text(head)


def split_network(values: Mapping[str, Any]) -> tuple[dict[str, Any], Network | None]:
    """Split a recipe's values from a network among them, which is in plain data, if there is one.

    Raises:
        InputError: if the network is not valid.
    """
    others = {name: value for name, value in values.items() if name != "network"}
    if "network" not in values:
        return others, None
    if isinstance(values["network"], str):  # as nnart shows it to people
        says = "its numbers are not here"
        raise InputError(fault("missing", says, "network", ways="the picture's TOML or JSON has them"))
    from nnart.network.data import from_data  # which loads NumPy

    try:
        return others, from_data(values["network"])
    except InputError as error:
        raise error.inside("network") from None
