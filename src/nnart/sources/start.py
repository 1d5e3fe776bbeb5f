"""Start: what a picture starts from, whoever asks for it: a command, a gallery's list or a program.

It is opened from a seed, a genome, a code, a preset, a recipe's file, a picture, a tile of a sheet, or a
favourite. Changes go on top of it, and make recipes of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from nnart.errors import Fault, FileError, InputError, RecipeError, Way, fault, in_file, shown_path
from nnart.files.formats import PAGE, PICTURES, check_bits, recognise
from nnart.inputfiles import STDIN, File, name_of, open_input, shown_name, stem_of
from nnart.network.origin import DRAWING
from nnart.recipe.armour import has_code
from nnart.recipe.changes import apply_changes
from nnart.recipe.codes import read_code
from nnart.recipe.defaults import WITHOUT_PALETTE
from nnart.recipe.forms import SETTINGS, read_values
from nnart.recipe.genome import parse as parse_genome
from nnart.recipe.genome import seeds_of
from nnart.recipe.lines import is_line, read_line
from nnart.recipe.presets import ANY, find_listed, recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds
from nnart.recipe.size import SQUARE, Size
from nnart.recipe.sizes import check_dpi, fit_longer, parse_size
from nnart.recipe.toml import MAX_TEXT, is_text, most_bytes
from nnart.recipe.versions import upgrade

if TYPE_CHECKING:
    from nnart.network.network import Network
    from nnart.sheets.sheet import Tile

HERE = Path()
_HEAD = 16  # bytes of a file by which its kind is known
_GENOME = re.compile(r"\s*(cross|mix)\s*\(")
# A network by hand is shown as it answers, dark to light, whatever else a seed would choose.
_BY_HAND = {"seed": 0, "palette": "ink", "gamut": "full", "tone": "stretch"}


@dataclass(frozen=True)
class Start:
    """What a picture starts from; changes go on top of it.

    Attributes:
        values: of a recipe, none of them checked; the seed may be missing, and `preset = "any"` be there.
        size: width and height.
        bits: 8 or 16 a channel.
        dpi: dots per inch, if something says how many.
        network: the one given by hand, if there is one.
        name: of the file, tile or favourite, without folder and ending; empty for seeds and presets.
        place: the file that it was read from, as errors name it; empty if there is none.
        given: in an error about a network by hand, who gives it, such as `'net.toml' gives one`.
        favourite: whether it is a favourite, of that name.
        tile: whether it is a tile of a sheet.
        preset: the name of the preset that it is, and nothing else; empty otherwise.
        tiles: of several tiles of a sheet each one; of the start itself nothing else counts then.
    """

    values: dict[str, Any] = field(default_factory=dict)
    size: Size = SQUARE
    bits: int = 8
    dpi: int | None = None
    network: Network | None = None
    name: str = ""
    place: str = ""
    given: str = ""
    favourite: bool = False
    tile: bool = False
    preset: str = ""
    tiles: tuple[Start, ...] = ()

    def with_network(self, network: Network, given: str, name: str = "") -> Start:
        """Return the start with a network by hand, and without the values that say how one is drawn.

        Args:
            network: the network.
            given: who gives it, as in `Start.given`.
            name: what the start is called then; as before when not given.
        """
        values = _BY_HAND | {
            name: value for name, value in self.values.items() if name not in (*DRAWING, "preset")
        }
        if values.get("colour") in WITHOUT_PALETTE:
            del values["palette"]
        return replace(self, values=values, network=network, given=given, name=name or self.name)

    def recipe(self, changes: Mapping[str, Any] | None = None) -> Recipe:
        """Return the recipe with changes on top; one of the two has the seed.

        Raises:
            RecipeError: if neither has a seed, or a value breaks its rule.
        """
        changes = changes or {}
        seed = changes.get("seed", self.values.get("seed"))
        if seed is None:
            if self.preset:
                says = f"the preset {self.preset} has no seed, which decides the picture"
                raise RecipeError(fault("missing", says, ways="paint it first, or name a picture"))
            says = "there is none, which decides the picture"
            raise RecipeError(self._here(fault("missing", says, "seed", ways="add one, seed = 7")))
        (recipe,) = self.recipes(changes, [seed])
        return recipe

    def recipes(self, changes: Mapping[str, Any], seeds: Sequence[int]) -> list[Recipe]:
        """Return a recipe with changes on top for every seed; of several tiles, which have their own, for each.

        Raises:
            RecipeError: if a value breaks its rule; a fault of none of the changes names the start's file.
        """
        if self.tiles:
            return [tile.recipe(changes) for tile, _ in zip(self.tiles, seeds, strict=False)]
        try:
            return [recipe_from(self.values, {**changes, "seed": seed}) for seed in seeds]
        except RecipeError as error:
            faults = [each if changes.keys() & set(each.names) else self._here(each) for each in error.faults]
            raise RecipeError(*faults) from None

    def has_alpha(self, changes: Mapping[str, Any]) -> bool:
        """Return whether a picture with changes on top may be transparent."""
        starts = self.tiles or (self,)
        return any({**start.values, **changes}.get("alpha", "none") != "none" for start in starts)

    def check_drawn(self, names: Iterable[str], seeds: int = 1) -> None:
        """Refuse changes that say how a network is drawn where one is given by hand.

        Args:
            names: of the changes.
            seeds: how many pictures are wanted, each from its own seed.

        Raises:
            InputError: if there are any.
        """
        if self.network is None:
            return
        names = frozenset(names)
        wrong = [name for name in (*DRAWING, "preset") if name in names]
        faults = []
        if wrong:
            says, them = ("they say", "them") if len(wrong) > 1 else ("it says", "it")
            says = f"{says} how a network is drawn, but {self.given} by hand"
            faults.append(fault("conflict", says, *wrong, ways=f"leave {them} out"))
        if seeds > 1:
            says = f"each draws another network, but {self.given} by hand"
            faults.append(fault("conflict", says, "seed", ways="give one seed"))
        if faults:
            raise InputError(*faults)

    def _here(self, broken: Fault) -> Fault:
        return broken.inside(self.place) if self.place else broken


def choose_start(
    *,
    preset: str | None = None,
    recipe: str | Path | None = None,
    source: str | None = None,
    picture: str | Sequence[str] | None = None,
    network: str | Path | None = None,
    folder: Path = HERE,
    stdin: BinaryIO | None = None,
    several: bool = False,
) -> Start:
    """Return the one start that is given, or an empty one, and on top of it a network by hand.

    Args:
        preset: the name of a preset.
        recipe: a recipe's file.
        source: as for `open_source`, and
        picture: the same; or several texts.
        network: a file that holds a network by hand.
        folder: where paths begin.
        stdin: what the text `-` stands for, if it stands for something.
        several: whether a source may be several tiles of a sheet.

    Raises:
        InputError: if several starts are given, or one is unknown.
        FileError: if a file cannot be used.
    """
    named = {"picture": picture, "preset": preset, "recipe": recipe, "source": source}
    given = [name for name, value in named.items() if value is not None]
    if len(given) > 1:
        raise InputError(fault("conflict", "only one of them can be the start", *given, ways="give one"))
    found = Start()
    if preset is not None:
        found = open_preset(preset)
    elif recipe is not None:
        found = read_recipe(_find(recipe, folder, stdin))
    elif picture is not None and not isinstance(picture, str):
        found = _open_several(picture, folder)
    elif picture is not None:
        found = _open_argument(picture, folder, stdin, several=several)
    elif source is not None:
        found = open_source(source, folder, stdin, several=several)
    if network is None:
        return found
    from nnart.files.networks import read_network

    file = _find(network, folder, stdin)
    with open_input(file) as stream:
        name = stem_of(stream) or "network"
        shown = shown_path(Path(network)) if isinstance(file, Path) else shown_name(file)
        return found.with_network(read_network(stream), f"{shown} gives one", name)


def _open_argument(picture: str, folder: Path, stdin: BinaryIO | None, *, several: bool) -> Start:
    """Return what a text stands for; someone may also have meant the file to paint into."""
    try:
        return open_source(picture, folder, stdin, several=several)
    except FileError as error:
        if Path(picture).suffix.lower() not in PICTURES or find_file(picture, folder) is not None:
            raise
        into = Way("paints into a file of that name", "output", picture)
        raise FileError(*(replace(one, ways=(*one.ways, into)) for one in error.faults)) from None


def _open_several(sources: Sequence[str], folder: Path) -> Start:
    """Return what several texts stand for, each as a tile of its name.

    Raises:
        InputError: if one has no seed, as presets have none.
    """
    found = list[Start]()
    for source in sources:
        start = open_source(source, folder, several=True)
        found += start.tiles or [replace(start, name=start.name or source)]
    for start in found:
        start.recipe()
    names = [start.name for start in found]
    if len(set(names)) < len(names) == len(sources):  # as of files of one name in two folders
        found = [replace(start, name=source) for start, source in zip(found, sources, strict=True)]
    return Start(tiles=tuple(found))


def open_source(
    source: str, folder: Path = HERE, stdin: BinaryIO | None = None, *, several: bool = False
) -> Start:
    """Return what a text stands for.

    A seed, a picture, a recipe's file, a sheet.png#7, a code, a genome such as cross(7,12,3), a favourite or a
    preset. What is there as a file is that file, whatever else its name could mean; only digits are always a
    seed. A favourite comes before a preset of its name.

    Args:
        source: the text.
        folder: where paths begin.
        stdin: what `-` stands for, if it stands for something.
        several: whether it may be several tiles of a sheet, as sheet.png#3,7 or, all of them, sheet.png.

    Raises:
        InputError: if a seed is too large, a code is mistyped or a genome is none.
        FileError: if nothing of that name is there, or it cannot be used.
    """
    if source.isdigit():
        return Start({"seed": parse_seeds(source, "picture")[0]})
    file = find_file(source, folder, stdin)
    if file is None:
        return _tile(source, folder, stdin, several=several) or _open_text(source, folder)
    with open_input(file) as stream:
        if is_recipe(stream):
            return read_recipe(stream)
        return (_read_sheet(stream) if several else None) or _read_picture(stream)


def _open_text(source: str, folder: Path) -> Start:
    """Return what a text stands for that names no file."""
    if has_code(source):
        return _start_of(read_code(source), place="the code")
    if is_line(source):
        return _start_of(read_line(source), place="the command line")
    if _GENOME.match(source.lower()):
        genome = parse_genome(source.lower())
        # Of the first seed in it, so that the same text is the same picture.
        return Start({"seed": next(seeds_of(genome)), "genome": str(genome)})
    from nnart.sources.favourites import has_favourite
    from nnart.sources.hints import unknown_source

    if has_favourite(source):
        return open_favourite(source)
    try:
        return replace(open_preset(source), preset=source)
    except InputError:
        raise unknown_source(source, folder) from None


def open_preset(name: str) -> Start:
    """Return what a preset gives; of `any`, that it is chosen when there is a seed.

    Raises:
        InputError: if there is none of that name.
    """
    chosen = find_listed(name)
    if chosen.name == ANY:
        return Start({"preset": ANY})
    return Start(dict(chosen.values), chosen.size or SQUARE)


def open_recipe(path: str | Path, folder: Path = HERE) -> Start:
    """Return what a recipe's file gives: TOML, JSON or a code.

    Raises:
        InputError: if it is a picture.
        FileError: if it cannot be read, is no recipe, or gives no value.
    """
    return read_recipe(folder / path)


def read_recipe(file: File) -> Start:
    """Return what a recipe gives that is read from a file or a stream; errors are those of `open_recipe`."""
    with open_input(file, most_bytes(MAX_TEXT)) as stream:
        name = name_of(file)
        if recognise(stream.read(_HEAD)):
            ways = Way("takes its recipe", "source", str(name) if isinstance(name, Path) else STDIN)
            raise InputError(fault("kind", f"{shown_name(file)} is a picture", "recipe", ways=ways))
        stream.seek(0)
        values = read_values(stream)
        with in_file(name):
            return _start_of(values, stem_of(stream), shown_name(file))


def _start_of(data: Mapping[str, Any], name: str = "", place: str = "") -> Start:
    """Return what a recipe's data gives, on top of a preset if it names one.

    Raises:
        InputError: if one of these cannot be used.
    """
    values, network = split_network(data)
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
    """Return size and dots per inch, from a size as a recipe has it: text, or width and height."""
    if dpi is not None:
        check_dpi(dpi)
    if isinstance(value, list) and len(value) == 2:
        return Size(*value), dpi
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        says = 'a text such as "1920x1080", or [1920, 1080], is needed'
        raise InputError(fault("type", says, "size", got=value))
    size, written = parse_size(str(value), dpi)
    if None not in (dpi, written) and dpi != written:
        says = "both say how many dots per inch"
        raise InputError(fault("conflict", says, "dpi", "size", ways="let one do so"))
    return size, written or dpi


def open_picture(path: str | Path, folder: Path = HERE) -> Start:
    """Return what a picture was painted from, or the recipe of a sheet's tile, as in sheet.png#7.

    Raises:
        FileError: if it cannot be read, or carries no recipe.
    """
    file = folder / path
    if not os.path.lexists(file) and (tile := _tile(str(path), folder)):
        return tile
    return _read_picture(file)


def _read_picture(file: File) -> Start:
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


def open_favourite(name: str) -> Start:
    """Return what a favourite gives.

    Raises:
        FileError: if there is none of that name, or it cannot be read.
    """
    from nnart.sources.favourites import find_favourite

    return replace(open_recipe(find_favourite(name)), name=name, favourite=True)


def find_file(source: str, folder: Path = HERE, stdin: BinaryIO | None = None) -> File | None:
    """Return the file that a text names, None if it stands for something else; as `open_source`."""
    file = _find(source, folder, stdin)
    return None if source.isdigit() or (isinstance(file, Path) and not os.path.lexists(file)) else file


def _find(name: str | Path, folder: Path, stdin: BinaryIO | None) -> Path | BinaryIO:
    """Return the file of a name, which need not be there; for `-` standard input, if that is given."""
    return folder / name if stdin is None or name != STDIN else stdin


def _tile(source: str, folder: Path, stdin: BinaryIO | None = None, *, several: bool = False) -> Start | None:
    """Return what a tile of a sheet gives, or None if the text names no file before a #; as `open_source`."""
    file, names = find_sheet(source, folder, stdin)
    if names is None:
        return None
    from nnart.sheets.files import read_tiles

    return _of_tiles(*read_tiles(file, names, several=several), name_of(file))


def find_sheet(source: str, folder: Path = HERE, stdin: BinaryIO | None = None) -> tuple[File, str | None]:
    """Return the file that a text names, which need not be there, and the names of tiles behind a # if it is.

    What is there as a file is that file, whatever its name has.
    """
    file = _find(source, folder, stdin)
    if not isinstance(file, Path) or os.path.lexists(file):
        return file, None
    for mark in re.finditer("#", source):  # names of files and of tiles may have some too
        sheet = _find(source[: mark.start()], folder, stdin)
        if not isinstance(sheet, Path) or _is_there(sheet):
            return sheet, source[mark.end() :]
    return file, None


def _read_sheet(stream: BinaryIO) -> Start | None:
    """Return what all tiles of a sheet give; None if a file is no sheet."""
    from nnart.sheets.files import is_sheet, read_tiles

    return _of_tiles(*read_tiles(stream), name_of(stream)) if is_sheet(stream) else None


def _of_tiles(tiles: Sequence[Tile], shape: tuple[int, int] | None, file: str | Path) -> Start:
    """Return what one or more tiles of a sheet give: their recipes, and a picture of their shape."""
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


def _is_there(path: Path) -> bool:
    with suppress(OSError, ValueError):  # of a name that is too long, or holds a zero
        return path.exists() and not path.is_dir()
    return False


def is_recipe(stream: BinaryIO) -> bool:
    """Return whether an open file is to be read as a recipe, and not as a picture."""
    name = name_of(stream)
    with in_file(name):
        head = stream.read(_HEAD)
        stream.seek(0)
    ending = name.suffix.lower() if isinstance(name, Path) else ""
    if ending in (".toml", ".html", *PICTURES):
        return ending == ".toml"
    return not recognise(head) and not head.lower().startswith(PAGE) and is_text(head)


def split_network(values: Mapping[str, Any]) -> tuple[dict[str, Any], Network | None]:
    """Return a recipe's values, and the network by hand that stands among them as plain data, if there is one.

    Raises:
        InputError: if what stands there is no network.
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
