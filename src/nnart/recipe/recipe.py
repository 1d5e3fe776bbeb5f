"""Recipe: everything that decides a picture except its size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from nnart.errors import Fault, RecipeError, shown
from nnart.recipe.changes import merged
from nnart.recipe.genome import Genome
from nnart.recipe.genome import parsed as parse_genome
from nnart.recipe.rules import settled
from nnart.recipe.toml import parse_toml

# Of the meaning of the fields; a recipe that says an unknown one is refused, never guessed at.
VERSION = 3
_MOST_UNKNOWN = 3  # names that are told apart


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides a picture except its size, checked, with every default worked out.

    Attributes:
        seed: 0 … 2^64 - 1; the weights, and the palette where none is given, are drawn from it.
        genome: seeds that were crossed and mixed, as `mix(7,12,0.5)`, from which weights are drawn instead (see
            `nnart.recipe.genome`); None for those of the seed alone. The seed then decides on dither only.
        layers: hidden layers, 1 … 1000.
        width: neurons in each of them, 1 … 1024.
        activation: of the hidden neurons, a name from `nnart.activations`, or several as `tanh,sin` or a list
            of them, of which each is that of an equal share of every layer's neurons.
        family: how weights are drawn. `nnart`: uniform, of variance gain²/inputs. `lecture`: as the
            notebook of the lecture draws them (see `nnart.network.network`); it has no gain, bias or detail,
            and seeds up to 2^32 - 1.
        detail: about how many features lie across the frame, 0.01 … 1e6; None where gain was chosen. The
            gain of relu, abs, step and linear does not depend on it.
        gain: √inputs times the standard deviation of a weight, 0 … 1000. When not given, the one that gives
            this seed's network the wanted detail is found when it is painted (see `nnart.field.calibration`).
            When both are given, gain counts, and detail says what it was found for.
        bias: standard deviation of the biases, 0 … 1000: low for silk, high for broad shapes with sharp shores.
            When not given, 4 for every 100 neurons of the width, which gives all widths the same character.
        residual: the share of the variance of a layer's sums that is carried over from the layer before,
            0 … 0.9999: h ← √residual h + √(1 - residual) (W φ(h) + b). When not given, 0 up to 2 n layers, and
            1 - n/layers beyond, where without it more and more seeds would be flat or noise; n is 16, or the
            width if that is less.
        inputs: what the network is given of a pixel's place, several of x, y, r (the distance from a centre
            that the seed chooses) and fourier (cosines and sines of waves that the seed chooses) as
            `x,y,r`, or a list of them.
        z: up to 64 numbers from -1000 to 1000 that the network is given at every pixel; all 0 is as none. Small
            steps of them change a picture little.
        symmetry: none; mirror or mirror-y; kaleidoscope-N or rotation-N, N from 2 to 64; or a wallpaper group
            such as p4m (see `nnart.recipe.symmetries`). It is that of the plane, around (0, 0).
        cells: of a wallpaper group, how many of its cells are as long as the frame -1 … 1, 0.01 … 1000; None
            without one. Detail counts features in a cell then.
        seamless: none, x, y or xy: the picture's left and right edges fit each other, its top and bottom, or
            both, at zoom 1 and not rotated.
        after: the output layer is applied after so many hidden layers, 1 … layers; None for after all. The gain
            stays that of the whole network.
        neuron: which neuron of the last of these layers is shown instead of the output, 1 … width; None for
            the output.
        colour: what becomes of fields. `palette`: one, the place on a palette. `shaded`: two, the place on a
            palette and how light it is. `oklch`: three, lightness, chroma and hue of OKLCH. `rgb`: three, red,
            green and blue.
        palette: a name from `nnart.recipe.palettes`, own colours as `#rrggbb,#rrggbb,…` or a list of them, also
            by CSS's names, or a name from cmap's catalogue, which is replaced by `name:` and its colours so
            that the picture outlives the catalogue. If not given, the seed chooses; None where colour has none.
        reverse: whether palettes begin with their last colour, and red, green, blue and lightness at most.
        tone: how fields are spread over 0 … 1. `equalised`: through their distribution over the home frame
            -1 … 1, measured on fixed points. `stretch`: from the picture's own least to its own greatest
            value. `none`: from -1 to 1, clipped.
        contrast: how steep a curve is laid over that in its middle, 0.1 … 10; 1 for none.
        steps: cut the palette into so many flat colours, 2 … 65536; 0 for a continuous one.
        alpha: none; `field`: one field more is the picture's opacity; `vignette`: it fades out towards an
            ellipse in its frame.
        dither: whether noise of one level is added before rounding to 8 bits a channel, so that slow changes
            of colour show no bands. It depends on a pixel's place and the seed alone.
        samples: the picture is painted so many times as large in both directions, 1 … 8, and averaged in
            linear light.
        space: what its numbers mean, srgb or p3 (Display-P3), which has more vivid colours.
        sampling: where pixels are sampled. `centres`: at their centres. `ends`: so that the outermost
            ones lie on the frame's edges, as NumPy's linspace does.
        center: the plane's point (x, y) in the middle of the picture; y points up. -1e6 … 1e6 each.
        zoom: magnification, 1e-6 … 1e12; at 1 the shorter side spans -1 … 1.
        rotate: degrees by which the picture's content is turned counter-clockwise, -360 … 360.
        tolerance: how far a colour may be from what the network answers, 0 … 8 levels of 8 bits, so that
            pixels may be interpolated where the picture is smooth (see `nnart.field.adaptive`). At 0 every
            pixel is evaluated. So it always is for the family `lecture`, the activations relu, abs and step,
            the tone `stretch` and with steps: chaos, kinks and jumps leave nothing to tell from afar, and the
            others let the smallest difference decide on a colour. With a symmetry or a seamless plane, 0 is the
            default: interpolated, images of a pixel could differ by a level.

    Raises:
        RecipeError: with every fault at once.
    """

    seed: int = 0
    genome: str | None = None
    layers: int = 20
    width: int = 100
    activation: str = "tanh"
    family: str = "nnart"
    detail: float | None = None
    gain: float | None = None
    bias: float | None = None
    residual: float | None = None
    inputs: str = "x,y"
    z: tuple[float, ...] = ()
    symmetry: str = "none"
    cells: float | None = None
    seamless: str = "none"
    after: int | None = None
    neuron: int | None = None
    colour: str = "palette"
    palette: str | None = None
    reverse: bool = False
    tone: str = "equalised"
    contrast: float = 1.0
    steps: int = 0
    alpha: str = "none"
    dither: bool = False
    samples: int = 1
    space: str = "srgb"
    sampling: str = "centres"
    center: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    rotate: float = 0.0
    tolerance: float | None = None

    def __post_init__(self) -> None:
        values, faults = settled(vars(self))
        if faults:
            raise RecipeError(faults)
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def replace(self, **changes: Any) -> Self:
        """Return a recipe with some values changed; a gain that was found is found again if it has to be.

        Raises:
            RecipeError: also where gain and detail are both given, as only one can decide.
        """
        return self.from_dict(merged(self.to_dict(), changes))

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as plain data, its version first; values that do not apply are left out."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        return {"version": VERSION} | {name: value for name, value in plain.items() if value is not None}

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Return the recipe that plain data stands for; missing values get their defaults.

        Raises:
            RecipeError: if data is no mapping, or has unknown names, another version or bad values.
        """
        if not isinstance(data, Mapping):
            raise RecipeError([f"a recipe is a table of names and values, not {shown(data)}"])
        version = data.get("version", VERSION)
        if version != VERSION or isinstance(version, bool):
            raise RecipeError(
                [
                    f"version: this nnart paints recipes of version {VERSION}, not {shown(version)}; "
                    "use the nnart it is from"
                ]
            )
        values = {name: value for name, value in data.items() if name != "version"}
        known = [field.name for field in fields(cls)]
        unknown = [name for name in values if name not in known]
        faults: list[Fault | str] = [
            f"{shown(name)} is not a value of a recipe, which are {', '.join(known)}"
            for name in unknown[:_MOST_UNKNOWN]
        ]
        if len(unknown) > _MOST_UNKNOWN:
            faults.append(f"{len(unknown) - _MOST_UNKNOWN} more names are not either")
        try:
            recipe = cls(**{name: value for name, value in values.items() if name in known})
        except RecipeError as error:
            faults.extend(error.faults)
        if faults:
            raise RecipeError(faults)
        return recipe

    def to_json(self) -> str:
        """Return the recipe as one line of JSON, the same text for equal recipes."""
        return json.dumps(self.to_dict(), separators=(",", ":"), ensure_ascii=True, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the recipe that JSON text holds.

        Raises:
            RecipeError: if it holds none.
        """
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecipeError([f"not JSON: {shown(str(error))}"]) from None
        return cls.from_dict(data)

    def to_toml(self) -> str:
        """Return the recipe as TOML."""
        import tomli_w  # for the few who want TOML written

        return tomli_w.dumps(self.to_dict())

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Return the recipe that TOML text holds.

        Raises:
            RecipeError: if it holds none.
        """
        return cls.from_dict(parse_toml(text))

    @property
    def genes(self) -> Genome:
        """What its numbers are drawn from: the seed, or the seeds that were crossed and mixed."""
        return self.seed if self.genome is None else parse_genome(self.genome)

    @property
    def digest(self) -> str:
        """SHA-256 of the recipe's JSON, as 64 hexadecimal digits: equal for equal recipes."""
        import hashlib  # OpenSSL takes longer to load than all of nnart

        return hashlib.sha256(self.to_json().encode()).hexdigest()
