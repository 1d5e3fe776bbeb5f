"""Recipe: everything that decides a picture except its size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from numbers import Integral, Real
from typing import Any, Self

from nnart.activations import BY_NAME
from nnart.criticality import gain_for
from nnart.errors import RecipeError, shown
from nnart.palettes import canonical, chosen_by

# Of the meaning of the fields; a recipe that says an unknown one is refused, never guessed at. Version 1 had no
# tolerance: every pixel was evaluated.
VERSION = 2

DETAIL = 8.0
BIAS = 2.0
TOLERANCE = 0.25
FAMILIES = ("nnart", "lecture")
TONES = ("equalised", "stretch")
SAMPLINGS = ("centres", "ends")

_LARGEST_SEED = {"nnart": 2**64 - 1, "lecture": 2**32 - 1}
_MOST_WEIGHTS = 2**28  # 1 GiB of float32
_INTEGERS = {"layers": (1, 1000), "width": (1, 1024), "steps": (0, 65536)}
_NUMBERS = {
    "detail": (0.01, 1e6),
    "gain": (0.0, 1000.0),
    "bias": (0.0, 1000.0),
    "zoom": (1e-6, 1e12),
    "rotate": (-360.0, 360.0),
    "center": (-1e6, 1e6),
    "tolerance": (0.0, 8.0),
}
# What a gain is solved from.
_SOLVED_FROM = {"layers", "activation", "detail", "bias"}


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides a picture except its size, checked, with every default worked out.

    Attributes:
        seed: 0 … 2^64 - 1; the weights, and the palette where none is given, are drawn from it.
        layers: hidden layers, 1 … 1000.
        width: neurons in each of them, 1 … 1024.
        activation: of every hidden neuron, a name from `nnart.activations`.
        family: how weights are drawn. `nnart`: uniform, of variance gain²/inputs. `lecture`: as the
            notebook of the lecture draws them (see `nnart.network`); it has no gain, bias or detail,
            and seeds up to 2^32 - 1.
        detail: about how many features lie across the frame, 0.01 … 1e6; None where gain was chosen. The
            gain of relu, abs, step and linear does not depend on it.
        gain: √inputs times the standard deviation of a weight, 0 … 1000. When not given, it is solved
            from detail (see `nnart.criticality`). When both are, gain counts, and detail says what it
            was solved from.
        bias: standard deviation of the biases, 0 … 1000: low for silk, 1 to 3 for islands and filaments.
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
    palette: str | None = None
    tone: str = "equalised"
    steps: int = 0
    sampling: str = "centres"
    center: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    rotate: float = 0.0
    tolerance: float | None = None

    def __post_init__(self) -> None:
        faults: list[str] = []
        self._check_choices(faults)
        self._check_seed(faults)
        for name, (low, high) in _INTEGERS.items():
            self._check_integer(name, low, high, faults)
        for name in ("detail", "gain", "bias", "tolerance"):
            if (value := getattr(self, name)) is not None:
                faults.extend(_number_faults(name, value))
        if self.tolerance and (reason := _always_exact(vars(self))):
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
        if self.family == "nnart":
            self._solve()

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _check_choices(self, faults: list[str]) -> None:
        for name, choices in (
            ("activation", tuple(BY_NAME)),
            ("family", FAMILIES),
            ("tone", TONES),
        ):
            if getattr(self, name) not in choices:
                faults.append(f"{name}: {shown(getattr(self, name))} is not one of {', '.join(choices)}")

    def _check_seed(self, faults: list[str]) -> None:
        largest = _LARGEST_SEED.get(str(self.family), 2**64 - 1)
        if not _is_integer(self.seed) or not 0 <= self.seed <= largest:
            reason = " by the family lecture, as by numpy.random.seed" if largest < 2**64 - 1 else ""
            faults.append(f"seed: a whole number from 0 to {largest} is needed{reason}, not {shown(self.seed)}")

    def _check_integer(self, name: str, low: int, high: int, faults: list[str]) -> None:
        value = getattr(self, name)
        if not _is_integer(value) or not low <= value <= high:
            faults.append(f"{name}: a whole number from {low} to {high} is needed, not {shown(value)}")
        elif name == "steps" and value == 1:
            faults.append("steps: 1 would be one flat colour; take 2 or more, or 0 for a continuous palette")

    def _check_palette(self, faults: list[str]) -> None:
        if isinstance(self.palette, (list, tuple)) and all(isinstance(part, str) for part in self.palette):
            self._set("palette", ",".join(self.palette))
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
        if _is_integer(self.layers) and self.layers < 2:
            faults.append("layers: the family lecture has 2 or more; its first one is drawn apart")

    def _make_plain(self) -> None:
        """Store every number as Python's own, and -0.0 as 0.0, so that equal recipes have equal text."""
        for name in ("seed", *_INTEGERS):
            self._set(name, int(getattr(self, name)))
        if self.tolerance is None:
            self._set("tolerance", 0.0 if _always_exact(vars(self)) else TOLERANCE)
        for name in ("detail", "gain", "bias", "zoom", "rotate", "tolerance"):
            if (value := getattr(self, name)) is not None:
                self._set(name, float(value) + 0.0)
        self._set("center", tuple(float(value) + 0.0 for value in self.center))

    def _solve(self) -> None:
        if self.bias is None:
            self._set("bias", BIAS)
        if self.gain is None:
            if self.detail is None:
                self._set("detail", DETAIL)
            assert self.detail is not None and self.bias is not None
            gain = gain_for(BY_NAME[self.activation], self.layers, self.detail, self.bias)
            if _number_faults("gain", gain):
                raise RecipeError(
                    [
                        f"detail: {self.detail:g} is out of reach in {self.layers} layers "
                        f"of {self.activation}; lower it or add layers"
                    ]
                )
            self._set("gain", gain)

    def replace(self, **changes: Any) -> Self:
        """Return a recipe with some values changed; a gain that was solved is solved again if it has to be.

        Raises:
            RecipeError: also where gain and detail are both given, as only one can decide.
        """
        return self.from_dict(merged(self.to_dict(), changes))

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as plain data, its version first; values that do not apply are left out."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = {name: list(value) if name == "center" else value for name, value in values.items()}
        return {"version": VERSION} | {name: value for name, value in plain.items() if value is not None}

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Return the recipe that plain data stands for; missing values get their defaults.

        Raises:
            RecipeError: if data is no mapping, or has unknown names, another version or bad values.
        """
        if not isinstance(data, Mapping):
            raise RecipeError([f"a recipe is a table of names and values, not {shown(data)}"])
        if (version := data.get("version", VERSION)) not in (1, VERSION) or isinstance(version, bool):
            raise RecipeError(
                [
                    f"version: this nnart paints recipes of version 1 and {VERSION}, not {shown(version)}; "
                    "use the nnart it is from"
                ]
            )
        values = {name: value for name, value in data.items() if name != "version"}
        if version == 1:
            values["tolerance"] = 0.0
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
        """Return the recipe as TOML that can be edited: a gain that was solved stands in a comment."""
        import tomli_w  # for the few who want TOML written

        values = self.to_dict()
        gain = values.pop("gain", None)
        if gain is None or self.detail is None or self.from_dict(values) != self:
            return tomli_w.dumps(self.to_dict())
        detail = f"detail = {self.detail}\n"
        return tomli_w.dumps(values).replace(detail, f"{detail}# gain = {gain}, solved from detail\n")

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


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a recipe's plain data with some values changed.

    A solved gain goes when something that it was solved from changes, so that it is solved again, and
    detail goes when a gain is given instead. So does a tolerance, even of 0,
    when one can decide after the change but could not before, or the other way round.

    Raises:
        RecipeError: where gain and detail are both given, as only one can decide, or a detail that could
            decide nothing.
    """
    if changes.get("gain") is not None and changes.get("detail") is not None:
        raise RecipeError(["gain and detail: only one of them can decide; give one"])
    data = dict(base)
    if changes.get("family", base.get("family")) != base.get("family"):
        for name in ("detail", "gain", "bias"):
            data.pop(name, None)
    activation = BY_NAME.get(str(changes.get("activation", base.get("activation"))))
    if changes.get("detail") is not None and activation is not None and activation.gain is not None:
        raise RecipeError([f"detail: it changes nothing with the activation {activation.name}; leave it out"])
    if changes.get("gain") is not None:
        data.pop("detail", None)
    elif changes.get("detail") is not None or (
        data.get("detail") is not None and changes.keys() & _SOLVED_FROM
    ):
        data.pop("gain", None)
    if bool(_always_exact(base)) != bool(_always_exact(data | dict(changes))):
        data.pop("tolerance", None)
    return data | dict(changes)


def _always_exact(values: Mapping[str, Any]) -> str:
    """Return what makes a recipe's pictures ones whose every pixel is evaluated; nothing if they are not."""
    for name, value in (("family", "lecture"), ("tone", "stretch")):
        if values.get(name) == value:
            return f"the {name} {value}"
    activation = BY_NAME.get(str(values.get("activation")))
    if activation is not None and not activation.smooth:
        return f"the activation {activation.name}"
    return "steps" if values.get("steps") else ""


def _is_integer(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _number_faults(name: str, value: Any) -> list[str]:
    low, high = _NUMBERS[name]
    real = isinstance(value, Real) and not isinstance(value, bool)
    if real and low <= value <= high:
        return []
    return [f"{name}: a number from {low:g} to {high:g} is needed, not {shown(value)}"]


def framing_faults(center: object, zoom: object, rotate: object, sampling: object) -> list[str]:
    """Return what is wrong with a framing, one sentence each; for `Recipe` and `View` alike."""
    faults = _number_faults("zoom", zoom) + _number_faults("rotate", rotate)
    if not isinstance(center, (tuple, list)) or len(center) != 2:
        faults.append(f"center: two numbers x, y are needed, not {shown(center)}")
    else:
        faults.extend(fault for value in center for fault in _number_faults("center", value))
    if sampling not in SAMPLINGS:
        faults.append(f"sampling: {shown(sampling)} is not one of {', '.join(SAMPLINGS)}")
    return faults
