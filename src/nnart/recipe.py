"""Recipe: everything that decides a picture except its size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from nnart.activations import mix
from nnart.errors import RecipeError, shown
from nnart.merging import merged
from nnart.palettes import canonical, chosen_by
from nnart.rules import (
    INPUTS,
    INTEGERS,
    always_exact,
    choice_faults,
    framing_faults,
    integer_faults,
    is_integer,
    number_faults,
)

# Of the meaning of the fields; a recipe that says an unknown one is refused, never guessed at.
VERSION = 3
# What older versions had not, with what they painted as.
_BEFORE: dict[int, dict[str, Any]] = {1: {"tolerance": 0.0, "residual": 0.0}, 2: {"residual": 0.0}}

DETAIL = 8.0
BIAS = 2.0
TOLERANCE = 0.25
DEEPEST_PLAIN = 32  # layers; deeper networks are residual
_RENEWED = 16  # layers' worth of their sums is new in a residual network, however deep

_LARGEST_SEED = {"nnart": 2**64 - 1, "lecture": 2**32 - 1}
_MOST_WEIGHTS = 2**28  # 1 GiB of float32
_MOST_Z = 64


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides a picture except its size, checked, with every default worked out.

    Attributes:
        seed: 0 … 2^64 - 1; the weights, and the palette where none is given, are drawn from it.
        layers: hidden layers, 1 … 1000.
        width: neurons in each of them, 1 … 1024.
        activation: of the hidden neurons, a name from `nnart.activations`, or several as `tanh,sin` or a list
            of them, of which each is that of an equal share of every layer's neurons.
        family: how weights are drawn. `nnart`: uniform, of variance gain²/inputs. `lecture`: as the
            notebook of the lecture draws them (see `nnart.network`); it has no gain, bias or detail,
            and seeds up to 2^32 - 1.
        detail: about how many features lie across the frame, 0.01 … 1e6; None where gain was chosen. The
            gain of relu, abs, step and linear does not depend on it.
        gain: √inputs times the standard deviation of a weight, 0 … 1000. When not given, the one that gives
            this seed's network the wanted detail is found when it is painted (see `nnart.calibration`). When
            both are given, gain counts, and detail says what it was found for.
        bias: standard deviation of the biases, 0 … 1000: low for silk, 1 to 3 for islands and filaments.
        residual: the share of the variance of a layer's sums that is carried over from the layer before,
            0 … 0.9999: h ← √residual h + √(1 - residual) (W φ(h) + b). When not given, 0 up to 32 layers, and
            1 - 16/layers beyond, where without it more and more seeds would be flat or noise.
        inputs: what the network is given of a pixel's place, several of x, y and r (the distance from a
            centre that the seed chooses) as `x,y,r`, or a list of them.
        z: up to 64 numbers from -1000 to 1000 that the network is given at every pixel; all 0 is as none. Small
            steps of them change a picture little.
        palette: a name from `nnart.palettes`, own colours as `#rrggbb,#rrggbb,…` or a list of them, or a
            name from cmap's catalogue, which is replaced by `name:` and its colours so that the picture
            outlives the catalogue. When not given, the seed chooses.
        tone: how the field is spread over the palette. `equalised`: through its distribution over the
            home frame -1 … 1, measured on fixed points. `stretch`: from the picture's own least to its
            own greatest value.
        steps: cut the palette into so many flat colours, 2 … 65536; 0 for a continuous one.
        sampling: where pixels are sampled. `centres`: at their centres. `ends`: so that the outermost
            ones lie on the frame's edges, as NumPy's linspace does.
        center: the plane's point (x, y) in the middle of the picture; y points up. -1e6 … 1e6 each.
        zoom: magnification, 1e-6 … 1e12; at 1 the shorter side spans -1 … 1.
        rotate: degrees by which the picture's content is turned counter-clockwise, -360 … 360.
        tolerance: how far a colour may be from what the network answers, 0 … 8 levels of 8 bits, so that
            pixels may be interpolated where the picture is smooth (see `nnart.adaptive`). At 0 every pixel
            is evaluated. So it always is for the family `lecture`, the activations relu, abs and step, the
            tone `stretch` and with steps: chaos, kinks and jumps leave nothing to tell from afar, and the
            others let the smallest difference decide on a colour.

    Raises:
        RecipeError: with every fault at once.
    """

    seed: int = 0
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
    palette: str | None = None
    tone: str = "equalised"
    steps: int = 0
    sampling: str = "centres"
    center: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    rotate: float = 0.0
    tolerance: float | None = None

    def __post_init__(self) -> None:
        faults = [fault for name in ("family", "tone") for fault in choice_faults(name, getattr(self, name))]
        self._check_seed(faults)
        for name in INTEGERS:
            faults.extend(integer_faults(name, getattr(self, name)))
        if self.steps == 1:
            faults.append("steps: 1 would be one flat colour; take 2 or more, or 0 for a continuous palette")
        for name in ("detail", "gain", "bias", "residual", "tolerance"):
            if (value := getattr(self, name)) is not None:
                faults.extend(number_faults(name, value))
        self._check_activation(faults)
        self._check_inputs(faults)
        if self.tolerance and (reason := always_exact(vars(self))):
            faults.append(f"tolerance: with {reason} every pixel is evaluated; leave it out")
        faults.extend(framing_faults(self.center, self.zoom, self.rotate, self.sampling))
        if self.family == "lecture":
            self._check_lecture(faults)
        if not faults and (int(self.layers) - 1) * int(self.width) ** 2 > _MOST_WEIGHTS:
            faults.append(
                f"layers and width: {self.layers} x {self.width} makes more than {_MOST_WEIGHTS} weights; "
                "lower one of them"
            )
        self._check_palette(faults)
        if faults:
            raise RecipeError(faults)
        self._make_plain()

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _check_seed(self, faults: list[str]) -> None:
        largest = _LARGEST_SEED.get(str(self.family), 2**64 - 1)
        if not is_integer(self.seed) or not 0 <= self.seed <= largest:
            reason = " by the family lecture, as by numpy.random.seed" if largest < 2**64 - 1 else ""
            faults.append(f"seed: a whole number from 0 to {largest} is needed{reason}, not {shown(self.seed)}")

    def _join(self, name: str) -> None:
        """Store a list of texts as one, its parts between commas."""
        value = getattr(self, name)
        if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
            self._set(name, ",".join(value))

    def _check_activation(self, faults: list[str]) -> None:
        self._join("activation")
        try:
            if not isinstance(self.activation, str):
                raise ValueError(f"a name or several are needed, not {shown(self.activation)}")
            self._set("activation", ",".join(one.name for one in mix(self.activation)))
        except ValueError as error:
            faults.append(f"activation: {error}")

    def _check_inputs(self, faults: list[str]) -> None:
        self._join("inputs")
        names = [name.strip() for name in self.inputs.split(",")] if isinstance(self.inputs, str) else []
        if not names or not set(names) <= set(INPUTS) or len(set(names)) < len(names):
            faults.append(
                f"inputs: one or several of {', '.join(INPUTS)} are needed, once each, not {shown(self.inputs)}"
            )
        else:
            self._set("inputs", ",".join(name for name in INPUTS if name in names))
        if not isinstance(self.z, (list, tuple)) or len(self.z) > _MOST_Z:
            faults.append(f"z: at most {_MOST_Z} numbers are needed, not {shown(self.z)}")
        else:
            faults.extend(fault for value in self.z for fault in number_faults("z", value))

    def _check_palette(self, faults: list[str]) -> None:
        self._join("palette")
        if self.palette is None:
            if not any(fault.startswith("seed") for fault in faults):
                self._set("palette", chosen_by(self.seed))
        elif not isinstance(self.palette, str):
            faults.append(f"palette: a name or colours '#0b132b,#f5cb5c' are needed, not {shown(self.palette)}")
        else:
            try:
                self._set("palette", canonical(self.palette, expand=not faults))
            except ValueError as error:
                faults.append(f"palette: {error}")

    def _check_lecture(self, faults: list[str]) -> None:
        faults.extend(
            f"{name}: the family lecture draws weights from fixed ranges and has none; leave it out"
            for name in ("detail", "gain", "bias")
            if getattr(self, name) is not None
        )
        if self.residual or self.inputs != "x,y" or self.z:
            faults.append(
                "residual, inputs and z: the family lecture has x and y and plain layers; leave them out"
            )
        if is_integer(self.layers) and self.layers < 2:
            faults.append("layers: the family lecture has 2 or more; its first one is drawn apart")

    def _make_plain(self) -> None:
        """Store every number as Python's own, and -0.0 as 0.0, so that equal recipes have equal text."""
        for name in ("seed", *INTEGERS):
            self._set(name, int(getattr(self, name)))
        self._fill()
        for name in ("detail", "gain", "bias", "residual", "zoom", "rotate", "tolerance"):
            if (value := getattr(self, name)) is not None:
                self._set(name, float(value) + 0.0)
        for name in ("center", "z"):
            self._set(name, tuple(float(value) + 0.0 for value in getattr(self, name)))

    def _fill(self) -> None:
        """Work out what was not given."""
        if self.tolerance is None:
            self._set("tolerance", 0.0 if always_exact(vars(self)) else TOLERANCE)
        if self.residual is None:
            deep = self.layers > DEEPEST_PLAIN and self.family == "nnart"
            self._set("residual", round(1 - _RENEWED / self.layers, 4) if deep else 0.0)
        if self.family == "nnart":
            if self.bias is None:
                self._set("bias", BIAS)
            if self.gain is None and self.detail is None:
                self._set("detail", DETAIL)

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
        if version not in (*_BEFORE, VERSION) or isinstance(version, bool):
            raise RecipeError(
                [
                    f"version: this nnart paints recipes of version 1 to {VERSION}, not {shown(version)}; "
                    "use the nnart it is from"
                ]
            )
        values = {name: value for name, value in data.items() if name != "version"}
        values |= _BEFORE.get(version, {})
        known = [field.name for field in fields(cls)]
        faults = [
            f"{shown(name)} is not a value of a recipe, which are {', '.join(known)}"
            for name in values
            if name not in known
        ]
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
        """Return the recipe as TOML that can be edited: a gain that was found is said to be so."""
        import tomli_w  # for the few who want TOML written

        text = tomli_w.dumps(self.to_dict())
        if self.gain is None or self.detail is None:
            return text
        gain = f"gain = {self.gain}"
        return text.replace(f"{gain}\n", f"{gain}  # found for detail; without this line, it is found again\n")

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Return the recipe that TOML text holds.

        Raises:
            RecipeError: if it holds none.
        """
        return cls.from_dict(parse_toml(text))

    @property
    def digest(self) -> str:
        """SHA-256 of the recipe's JSON, as 64 hexadecimal digits: equal for equal recipes."""
        import hashlib  # OpenSSL takes longer to load than all of nnart

        return hashlib.sha256(self.to_json().encode()).hexdigest()


def parse_toml(text: str) -> dict[str, Any]:
    """Return the plain data that TOML text holds, nothing worked out yet.

    Raises:
        RecipeError: if it is no TOML.
    """
    import tomllib  # for the few who give TOML

    try:
        data: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecipeError([f"not TOML: {shown(str(error))}"]) from None
    return data
