"""File names: made of a template such as {seed}.png, and found fit to be written."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nnart.errors import FileError, InputError, Way, fault, shown
from nnart.files.atomic import check_target
from nnart.network.origin import digest_of
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size

if TYPE_CHECKING:
    from nnart.network.network import Network

STDOUT = "-"
_FIELD = re.compile(r"\{(\w+)(?::0?([0-9]{0,2})d?)?\}")
_PRINTED = re.compile(r"%(0?[0-9]?)d(?![A-Za-z])")
# What people call the running number.
_SYNONYMS = dict.fromkeys(("i", "n", "nr", "no", "number", "count", "counter", "num", "idx", "frame"), "index")


@dataclass(frozen=True)
class FileNames:
    """The file names of pictures.

    Attributes:
        template: with fields such as {seed}; - for standard output. Its folder is made if it has fields.
        size: of the pictures.
        network: the one that is given by hand, if one is.
        network_name: what it is called.
        tiles: if the pictures are several tiles of a sheet, their names.
        in_folder: whether their folder was named, and not they.
    """

    template: str
    size: Size
    network: Network | None = None
    network_name: str = ""
    tiles: Sequence[str] = ()
    in_folder: bool = False

    def check(self, recipes: Sequence[Recipe], *, as_json: bool) -> None:
        """Refuse names that cannot be, whatever is there already.

        Args:
            recipes: some of the pictures'.
            as_json: whether lines of JSON go to standard output.

        Raises:
            InputError, FileError: with the reason.
        """
        for target in self.of(recipes):
            if target == STDOUT:
                _check_stdout(as_json=as_json)
            elif not self.makes_folder or Path(target).parent.is_dir():
                _check_target(Path(target))

    @property
    def makes_folder(self) -> bool:
        """Whether a missing folder is made, as pictures of many seeds may well have one of their own."""
        return self.in_folder or "{" in self.template

    def of(self, recipes: Sequence[Recipe], settled: Callable[[Recipe], Recipe] | None = None) -> list[str]:
        """Return a file name for every recipe.

        Args:
            recipes: one for each picture.
            settled: returns the recipe that the file will carry, of which {digest} is the digest; by default
                the given one.

        Raises:
            InputError: if a field is unknown, or several pictures would have the same name.
        """
        tiles = self.tiles[: len(recipes)] or [""] * len(recipes)
        pairs = enumerate(zip(recipes, tiles, strict=True), 1)
        names = [self._of(recipe, settled or (lambda same: same), tile, i) for i, (recipe, tile) in pairs]
        if len(set(names)) < len(names):
            says = f"{shown(self.template)} is the same name for several pictures"
            ways = "put {seed}, {index} or {digest} in it, and give no seed twice"
            if self.tiles:
                ways = "put {tile} in it"
            raise InputError(fault("conflict", says, "output", ways=ways))
        return names

    def _of(self, recipe: Recipe, settled: Callable[[Recipe], Recipe], tile: str, index: int) -> str:
        fields: dict[str, Callable[[], object]] = {"seed": lambda: recipe.seed, "index": lambda: index}
        if tile:
            fields["tile"] = partial(file_name, tile)
        if self.network is None:
            for name in ("layers", "width", "activation"):
                fields[name] = partial(getattr, recipe, name)
        else:
            fields["network"] = lambda: self.network_name
        fields["size"] = lambda: f"{self.size.width}x{self.size.height}"
        fields["digest"] = lambda: digest_of(settled(recipe), self.network)[:12]
        for written in re.findall(r"\{(.*?)\}", self.template):
            if _name_of(written) not in fields:
                known = ", ".join(f"{{{field}}}" for field in fields)
                ways = "{seed:06} has zeros before it"
                raise InputError(fault("unknown", known, "output", got=f"{{{written}}}", ways=ways))
        return _FIELD.sub(lambda match: _padded(fields[_name_of(match[1])](), match[2]), self.template)

    def __post_init__(self) -> None:
        """Take a number as other programs write it, such as %03d, for {index:03}."""
        template = _PRINTED.sub(lambda found: f"{{index:{found[1]}}}", self.template)
        object.__setattr__(self, "template", template)


def _name_of(written: str) -> str:
    """Return the name of a field as it is written, such as seed:06; empty if its width is none."""
    found = re.fullmatch(r"(\w+)(?::0?[0-9]{0,2}d?)?", written)
    return _SYNONYMS.get(found[1].lower(), found[1]) if found else ""


def _padded(value: object, width: str | None) -> str:
    """Return a field as it stands in a name: a number with zeros before it, if it has a width."""
    return str(value).zfill(int(width)) if width and str(value).isdigit() else str(value)


def file_name(tile: str) -> str:
    """Return a tile's name as a part of a file's, where all but letters, digits, dots and _ becomes -."""
    return re.sub(r"[^\w.]+", "-", tile).strip("-.") or "tile"


def _check_target(path: Path) -> None:
    """Refuse a file that could not be written even with force; of a device, say what is done instead."""
    try:
        check_target(path, force=True)
    except FileError as error:
        if not path.exists() or path.is_dir() or path.is_file():
            raise
        way = Way("-o - writes to standard output")
        raise FileError(*(replace(fault, ways=(*fault.ways, way)) for fault in error.faults)) from None


def _check_stdout(*, as_json: bool) -> None:
    """Refuse to write a picture to standard output where JSON goes too, or people would see it."""
    if as_json:
        raise InputError(
            fault("conflict", "both would go to stdout", "as_json", "output", ways="give -o a file name")
        )
    if sys.stdout is None or sys.stdout.isatty():
        says = "stdout is a terminal or closed"
        raise InputError(fault("kind", says, "output", ways="send it to a file or program: -o - > a.png"))
