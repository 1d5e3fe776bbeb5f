"""Job: everything that decides the pixels of a picture, as plain data, with its arithmetic."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, replace
from functools import cached_property
from numbers import Integral
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from nnart.checks.annotations import answering, check_fields
from nnart.checks.attributes import hinting
from nnart.errors import InputError, fault
from nnart.field.calibration import calibrate
from nnart.files.formats import check_bits
from nnart.network.network import Network
from nnart.network.origin import data_of
from nnart.plane.inputs import Inputs
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of
from nnart.recipe.size import SQUARE, Size
from nnart.recipe.sizes import AnySize, size_of

Show = Literal["picture", "samples", "field"]
MIN_GIANT = 2**24  # weights of a network for which finding gain, tone and step takes ten seconds and longer


class HasRecipe(Protocol):
    """Anything with a recipe: a `Picture`, a `PictureFile`, a tile, a kept seed."""

    @property
    def recipe(self) -> Recipe | None:
        """The recipe, if it has one."""
        ...


@answering
@hinting(seed="job.recipe.seed", width="job.size.width", height="job.size.height")
@dataclass(frozen=True, repr=False)
class Job:
    """A recipe at one size, with everything else that decides its pixels: nnart.Job(recipe, "4k").

    Making a job computes nothing. See `job_of` for a job from a file or preset.

    Attributes:
        recipe: a recipe, a seed, or anything with a recipe, such as a `Picture`.
        size: width and height, 1 … 1,000,000 each; takes (width, height), the side of a square, or a text as
            for `parse_size`.
        bits: 8 or 16 a channel.
        network: a network given by hand, to use instead of the recipe's own; needs the same numbers of inputs
            and outputs. The recipe then decides framing, tone, colour and tolerance.
        show: "picture"; "samples", a map of where the network is evaluated, white on the darkened picture; or
            "field", the numbers before tone and palette: the network's outputs or, within the recipe's
            tolerance, polynomials between them. A field's recipe must have one sample a pixel, and no measured
            tone where every pixel is evaluated.
        toned: recipes whose frames are toned together, by the values of all of them at the points where a tone
            is measured: those of a film, in which one value keeps one colour. By default the picture alone.

    Raises:
        InputError: if a value is not valid.
    """

    recipe: Recipe
    size: Size = SQUARE
    bits: int = 8
    network: Network | None = None
    show: Show = "picture"
    toned: tuple[Recipe, ...] = ()

    if TYPE_CHECKING:  # it takes what people write for a size

        def __init__(
            self,
            recipe: Recipe | HasRecipe | int,
            size: AnySize = SQUARE,
            bits: int = 8,
            network: Network | None = None,
            show: Show = "picture",
            toned: tuple[Recipe, ...] = (),
        ) -> None: ...

    def __repr__(self) -> str:
        """Return Python code for the job, without defaults."""
        shown = [f"{self.recipe!r}, ({self.size.width}, {self.size.height})"]
        shown += [f"bits={self.bits}"] if self.bits != 8 else []
        shown += [f"network={self.network!r}"] if self.network is not None else []
        shown += [f"show={self.show!r}"] if self.show != "picture" else []
        shown += [f"toned={self.toned!r}"] if self.toned else []
        return f"Job({', '.join(shown)})"

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", size_of(self.size))
        if not isinstance(self.recipe, Recipe):
            if self.network is None:
                object.__setattr__(self, "network", getattr(self.recipe, "network", None))
            object.__setattr__(self, "recipe", _recipe_of(self.recipe))
        check_fields(self)
        check_bits(self.bits)
        if self.show not in get_args(Show):
            raise InputError(fault("choice", ", ".join(get_args(Show)), "show", got=self.show))
        if self.show == "field":
            tone = self.recipe.tone if self.recipe.tolerance else "none"
            object.__setattr__(self, "recipe", self.recipe.replace(samples=1, tone=tone))

    @property
    def is_ready(self) -> bool:
        """Whether the gain is known, or none is needed."""
        return self.network is not None or self.recipe.gain is not None or self.recipe.detail is None

    def calibrate(self) -> Job:
        """Return the job with a calibrated recipe; as `nnart.calibrate`.

        Raises:
            RecipeError: if the network cannot reach the recipe's detail.
        """
        return self if self.is_ready else replace(self, recipe=calibrate(self.recipe))

    @property
    def digest(self) -> str:
        """SHA-256 of the whole job, as 64 hexadecimal digits."""
        kind: dict[str, object] = {"size": self.size.shape, "bits": self.bits, "show": self.show}
        if self.toned:
            kind["toned"] = [recipe.to_dict() for recipe in self.toned]
        return hashlib.sha256(json.dumps(kind | data_of(self.recipe, self.network)).encode()).hexdigest()

    @cached_property
    def weights(self) -> int:
        """Number of the network's weights."""
        if self.network is not None:
            return self.network.count
        recipe = self.recipe
        inputs = Inputs.of(recipe, self.size).count
        return recipe.width * (inputs + (recipe.layers - 1) * recipe.width + outputs_of(vars(recipe)))

    @property
    def is_giant(self) -> bool:
        """Whether drawing the network alone would take long."""
        return self.network is None and self.weights > MIN_GIANT

    @property
    def outputs(self) -> int:
        """Number of the network's outputs."""
        return outputs_of(vars(self.recipe)) if self.network is None else self.network.outputs

    @property
    def channels(self) -> int:
        """Number of channels: 3, or 4 with alpha; for a field, the network's outputs."""
        if self.show == "field":
            return self.outputs
        return 3 if self.recipe.alpha == "none" or self.show == "samples" else 4

    @property
    def kind(self) -> str:
        """NumPy's name of the channels' type: u1, u2, or f4 for a field."""
        return "f4" if self.show == "field" else f"u{self.bits // 8}"

    @property
    def pixel_bytes(self) -> int:
        """Uncompressed bytes of a pixel."""
        return self.channels * int(self.kind[1])

    @property
    def bytes(self) -> int:
        """Uncompressed bytes of all pixels."""
        return math.prod(self.size) * self.pixel_bytes

    @property
    def samples(self) -> int:
        """Number of samples, including supersampling."""
        return math.prod(self.size) * self.recipe.samples**2


def _recipe_of(given: object) -> object:
    """Return the recipe of a seed or of anything with a recipe; return other values unchanged, to be
    checked.
    """
    if isinstance(given, Integral) and not isinstance(given, bool):
        return Recipe(seed=int(given))
    found = getattr(given, "recipe", None)
    return found if isinstance(found, Recipe) else given
