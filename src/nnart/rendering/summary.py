"""Summary: a picture's origin in TOML, which both people and nnart can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnart.files.codec import BITS
from nnart.network.origin import DRAWING, digest_of
from nnart.recipe.genome import tree
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import name_of
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.toml import write_toml
from nnart.rendering.reproduce import FOUND, without_found

if TYPE_CHECKING:
    from nnart.network.network import Network

_HEADLINES = tuple(name for name, knob in KNOBS.items() if knob.headline)


@dataclass(frozen=True)
class Facts:
    """Facts about a picture besides its recipe.

    Attributes:
        size: width and height; None if there is no picture yet.
        bits: 8 or 16 a channel.
        dpi: dots per inch, if the picture has them.
        format: of its file, such as `PNG`; empty if there is none.
        painted_by: the version of nnart that rendered it.
    """

    size: Size | None = None
    bits: int = 8
    dpi: int | None = None
    format: str = ""
    painted_by: str = ""


def summary(recipe: Recipe, network: Network | None, facts: Facts, *, everything: bool = False) -> str:
    """Return lines of TOML with the seed, all values that differ from their defaults, and the picture's facts.

    Args:
        recipe: of the picture.
        network: the network given by hand, if there is one; only its sizes are shown.
        facts: other facts.
        everything: whether to include values at their defaults, and the digest.
    """
    without = without_found(recipe)
    wanted = recipe if everything else without
    values = _facts(facts) | _values(wanted, everything)
    if network is not None:
        values = {name: value for name, value in values.items() if name not in DRAWING}
        values["network"] = network.sizes
    told = [_found_again(line) if without.gain is None else line for line in aligned(values)]
    lines = [*_comments(recipe, network, facts, everything), *told]
    if network is not None:
        lines.append(f"# {'; '.join(layer.activation for layer in network.layers)}")
    if recipe.genome is not None:
        lines += ["#", *(f"# {line}" for line in tree(recipe.genes))]
    return "".join(f"{line}\n" for line in lines)


def _found_again(line: str) -> str:
    """Return a line as it is, or that of a gain that would be found anyway as a comment."""
    return f"# {line}, {FOUND}" if line.startswith("gain ") else line


def _comments(recipe: Recipe, network: Network | None, facts: Facts, everything: bool) -> Iterator[str]:
    if facts.format:
        bits = "" if facts.bits in BITS else f", {facts.bits} bits"
        yield f"# {facts.format}{bits}, painted by nnart {facts.painted_by}"
    if everything:
        yield f"# digest {digest_of(recipe, network)}"


def _facts(facts: Facts) -> dict[str, Any]:
    """Return what a picture is beside its recipe, as a recipe's text has it."""
    found: dict[str, Any] = {}
    if facts.size is not None:
        width, height = facts.size
        found["size"] = f"{width}x{height}"
    if facts.bits == 16:
        found["bits"] = facts.bits
    return found if facts.dpi is None else {**found, "dpi": facts.dpi}


def _values(recipe: Recipe, everything: bool) -> dict[str, Any]:
    """Return a recipe's values that are told, a palette by its name if that says it all."""
    told = {*_HEADLINES, *recipe.differing()} - {"version"}
    values = {name: value for name, value in recipe.to_dict().items() if everything or name in told}
    if "palette" in values:
        values["palette"] = name_of(values["palette"])
    return values


def aligned(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line of TOML for each of some values, with the values below each other."""
    width = max(map(len, values))
    for name, value in values.items():
        yield f"{name:<{width}} = {_toml(name, value)}"


def _toml(name: str, value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(repr, value))}]"
    return write_toml({name: value}).partition(" = ")[2].rstrip("\n")
