"""Recipe: everything that decides a picture except its size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from inspect import signature
from typing import TYPE_CHECKING, Any, Self

from nnart.checks.annotations import checked
from nnart.checks.attributes import hinting
from nnart.display import Displayed
from nnart.errors import Fault, InputError, RecipeError, fault, shown
from nnart.recipe.changes import apply_changes, differing
from nnart.recipe.codes import PICTURE, read_code, write_code
from nnart.recipe.genome import Genome
from nnart.recipe.genome import parse as parse_genome
from nnart.recipe.keys import unknown_key
from nnart.recipe.knobs import KNOBS, Values
from nnart.recipe.rules import settle
from nnart.recipe.seeds import join_text
from nnart.recipe.toml import parse_toml, write_toml
from nnart.recipe.versions import OLDEST, VERSION, is_known, upgrade, version_of

DEFAULTS = {name: knob.default for name, knob in KNOBS.items()}
_MAX_UNKNOWN = 3  # names that are told apart
_MAX_SHOWN = 80  # characters of a text


def _short(value: object) -> str:
    """Return Python code for a value; a long text is shortened."""
    return repr(value if not isinstance(value, str) or len(value) <= _MAX_SHOWN else f"{value[:_MAX_SHOWN]}…")


def _unknown(values: Mapping[str, Any]) -> list[Fault]:
    """Return the faults of unknown names among some values."""
    unknown = [name for name in values if name not in KNOBS]
    faults = [unknown_key(name, value=values[name]) for name in unknown[:_MAX_UNKNOWN]]
    if len(unknown) > _MAX_UNKNOWN:
        faults.append(fault("unknown", f"{len(unknown) - _MAX_UNKNOWN} more names are not either"))
    return faults


def _documentation() -> str:
    lines = ["Everything that decides a picture except its size: nnart.Recipe(seed=7, layers=40).", ""]
    lines += ["Values are checked, and all defaults are worked out.", ""]
    lines += ["Attributes:"]
    for name, knob in KNOBS.items():
        more = f" {knob.more}" if knob.more else ""
        lines.append(f"    {name}: {knob.sentence}{more} Default: {knob.default_words}.")
    return "\n".join([*lines, "", "Raises:", "    RecipeError: with every fault at once.", ""])


# Equality and text come from `Values`; the decorator only makes it frozen and named in errors.
@hinting(
    save="nnart.keep(recipe, 'name'), or Path('a.toml').write_text(recipe.to_toml())",
    copy="recipe.replace(layers=40)",
    update="recipe.replace(layers=40)",
    render="nnart.render(recipe)",
    size="nnart.Job(recipe, '4k'), as a recipe has no size",
    hash="recipe.digest",
)
@dataclass(frozen=True, repr=False, eq=False, init=False)
class Recipe(Values, Displayed):
    __doc__ = _documentation()

    if not TYPE_CHECKING:  # to which it is that of `Values`

        def __init__(self, *seed: int | str, **values: Any) -> None:
            if len(seed) > 1 or (seed and "seed" in values):
                says = "only the seed goes without its name, once"
                raise RecipeError(fault("count", says, got=seed, ways="write Recipe(seed=7, layers=40)"))
            given = DEFAULTS | dict(zip(("seed",), seed, strict=False)) | values
            settled, faults = settle(given) if len(given) == len(KNOBS) else ({}, _unknown(values))
            if faults:
                raise RecipeError(*faults)
            for name, value in settled.items():
                object.__setattr__(self, name, value)

        __init__.__signature__ = signature(Values.__init__)

    @property
    def told(self) -> dict[str, Any]:
        """The seed and the values that differ from their defaults, for display.

        A palette with a name is given by its name.
        """
        told = differing(vars(self))
        if "palette" in told:
            told["palette"] = told["palette"].partition(":")[0]
        return told

    def __repr__(self) -> str:
        """Return Python code for the recipe; long rows of colours are shortened."""
        return f"Recipe({', '.join(f'{name}={_short(value)}' for name, value in self.told.items())})"

    def replace(self, **changes: Any) -> Self:
        """Return a recipe with some values changed: recipe.replace(palette="ink").

        A calibrated gain is dropped if it depends on a changed value, and calibrated again later.

        Raises:
            RecipeError: if a value is not valid, or both gain and detail are given.
        """
        return self.from_dict(apply_changes(self.to_dict(), changes))

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as plain data, without values that do not apply.

        The version, which comes first, is the earliest that gives the same picture.
        """
        values = {name: getattr(self, name) for name in KNOBS}
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        needed = {name: value for name, value in plain.items() if value is not None}
        return {"version": version_of(values)} | needed

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Return a recipe from plain data; missing values are at their defaults.

        Raises:
            RecipeError: if the data is not a mapping, or has unknown names, an unknown version or values that
                are not valid.
        """
        if not isinstance(data, Mapping):
            raise RecipeError(fault("type", "a recipe is a table of names and values", got=data))
        version = data.get("version", VERSION)
        if not is_known(version):
            says = f"this nnart paints recipes of the versions {OLDEST} to {VERSION}"
            raise RecipeError(fault("version", says, "version", got=version, ways="use the nnart it is from"))
        try:
            values = upgrade(join_text(data))
        except InputError as error:
            raise RecipeError(*error.faults) from None
        faults = _unknown(values)
        try:
            recipe = cls(**{name: value for name, value in values.items() if name in KNOBS})
        except RecipeError as error:
            faults.extend(error.faults)
        if faults:
            raise RecipeError(*faults)
        return recipe

    def differing(self) -> dict[str, Any]:
        """Return the version, the seed and all values that differ from their defaults, as plain data."""
        different = differing(vars(self))
        return {name: value for name, value in self.to_dict().items() if name in ("version", *different)}

    @property
    def without_gain(self) -> Self:
        """The recipe without a gain that stands beside its detail: as it was before that was found.

        What a picture carries has the gain that was found for its detail, so it differs from the recipe that
        was rendered; without gains, the two are equal. But where a gain was kept although other values changed,
        as `vary` does, what is left stands for another picture.
        """
        return self if self.detail is None else self.from_dict(self.to_dict() | {"gain": None})

    @checked
    def diff(self, other: Recipe) -> dict[str, tuple[Any, Any]]:
        """Return the values that differ from another recipe's, as pairs of this recipe's value and the
        other's.
        """
        pairs = {name: (getattr(self, name), getattr(other, name)) for name in KNOBS}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def to_json(self) -> str:
        """Return the recipe as one line of JSON; equal recipes give equal texts."""
        return json.dumps(self.to_dict(), separators=(",", ":"), ensure_ascii=True, allow_nan=False)

    @classmethod
    @checked
    def from_json(cls, text: str) -> Self:
        """Return the recipe in a JSON text.

        Raises:
            RecipeError: if the text is not a valid recipe.
        """
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecipeError(fault("syntax", f"not JSON: {shown(str(error))}")) from None
        return cls.from_dict(data)

    def to_toml(self) -> str:
        """Return the recipe as TOML; a seed above 2^63 - 1 becomes text, for other programs' sake."""
        return write_toml(self.to_dict())

    @classmethod
    @checked
    def from_toml(cls, text: str) -> Self:
        """Return the recipe in a TOML text.

        Raises:
            RecipeError: if the text is not a valid recipe.
        """
        return cls.from_dict(parse_toml(text))

    def to_code(self) -> str:
        """Return the recipe as a short code, such as nn1-0e1r0cv3ckg.

        A code holds the values that differ from their defaults, and a checksum. It consists of letters, digits
        and a hyphen (see `nnart.recipe.armour`).
        """
        return write_code(self.differing())

    @classmethod
    @checked
    def from_code(cls, text: str) -> Self:
        """Return the recipe of the first code in a text; a size in the code is ignored.

        Raises:
            RecipeError: if there is no code, or it is mistyped, cut short, or from a newer nnart.
        """
        return cls.from_dict({name: value for name, value in read_code(text).items() if name not in PICTURE})

    @property
    def genes(self) -> Genome:
        """The origin of the random numbers: the seed, or crossed and mixed seeds."""
        return self.seed if self.genome is None else parse_genome(self.genome)

    @property
    def digest(self) -> str:
        """SHA-256 of the recipe's JSON, as 64 hexadecimal digits; equal for equal recipes."""
        import hashlib  # OpenSSL takes longer to load than all of nnart

        return hashlib.sha256(self.to_json().encode()).hexdigest()
