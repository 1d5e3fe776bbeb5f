"""Start: what a picture starts from, for commands, galleries and programs alike.

Changes on top of a start make recipes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from nnart.errors import Fault, InputError, RecipeError, Way, fault
from nnart.network.origin import DRAWING
from nnart.recipe.defaults import WITHOUT_PALETTE
from nnart.recipe.presets import recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import SQUARE, Size

if TYPE_CHECKING:
    from nnart.network.network import Network

# A network given by hand is shown from dark to light, whatever palette the seed would choose.
_BY_HAND = {"seed": 0, "palette": "ink", "gamut": "full", "tone": "stretch"}


@dataclass(frozen=True)
class Start:
    """What a picture starts from; changes go on top of it.

    Attributes:
        values: of a recipe, unchecked; the seed may be missing, and `preset = "any"` is allowed.
        size: width and height.
        bits: 8 or 16 a channel.
        dpi: dots per inch, if known.
        network: the network given by hand, if there is one.
        name: of the file, tile or favourite, without folder and ending; empty for seeds and presets.
        place: the file that it was read from, for errors; empty if there is none.
        given: the source of a network given by hand, for errors, such as `'net.toml' gives one`.
        favourite: whether it is a favourite with this name.
        tile: whether it is a tile of a sheet.
        preset: the name, if the start is just a preset; else empty.
        tiles: a start for each of several tiles; all other attributes are then unused.
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
        """Return the start with a network given by hand, without values for drawing one.

        Args:
            network: the network.
            given: its source, as in `Start.given`.
            name: the start's new name; unchanged by default.
        """
        values = _BY_HAND | {
            name: value for name, value in self.values.items() if name not in (*DRAWING, "preset")
        }
        if values.get("colour") in WITHOUT_PALETTE:
            del values["palette"]
        return replace(self, values=values, network=network, given=given, name=name or self.name)

    def recipe(self, changes: Mapping[str, Any] | None = None) -> Recipe:
        """Return the recipe with changes on top; either the start or the changes must have the seed.

        Raises:
            RecipeError: if neither has a seed, or a value breaks its rule.
        """
        changes = changes or {}
        seed = changes.get("seed", self.values.get("seed"))
        if seed is None:
            if self.preset:
                says = f"the preset {self.preset} has no seed, so it is not yet a picture"
                ways = Way("and a seed give one", "preset", self.preset), "paint it first, or name a picture"
                raise RecipeError(fault("missing", says, ways=ways))
            says = "there is none, which decides the picture"
            raise RecipeError(self._here(fault("missing", says, "seed", ways="add one, seed = 7")))
        (recipe,) = self.recipes(changes, [seed])
        return recipe

    def recipes(self, changes: Mapping[str, Any], seeds: Sequence[int]) -> list[Recipe]:
        """Return a recipe with changes on top for every seed, or for each of several tiles.

        Raises:
            RecipeError: if a value is not valid; the error names the start's file unless a change is at fault.
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
        """Refuse changes for drawing a network if one is given by hand.

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
            says, them = ("they shape", "them") if len(wrong) > 1 else ("it shapes", "it")
            says = f"{says} networks from seeds, but {self.given} by hand"
            faults.append(fault("conflict", says, *wrong, ways=f"leave {them} out"))
        if seeds > 1:
            says = f"each seed is another network, but {self.given} by hand"
            faults.append(fault("conflict", says, "seed", ways="give one seed"))
        if faults:
            raise InputError(*faults)

    def _here(self, broken: Fault) -> Fault:
        return broken.inside(self.place) if self.place else broken
