"""Ramps: a palette of one colour, from dark to light through it.

Lightness, chroma and hue are those of OKLab. The colour is one of the stops, and lightness rises in even steps
on both sides of it. Chroma falls towards both ends, faster above the colour than below, and never exceeds sRGB.
Dark yellows turn brown: with an unchanged hue they would look olive. The constants were chosen by eye on ramps
of the CSS colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nnart.recipe.decimals import cosine_and_sine, forty_digits, power
from nnart.recipe.oklab import Three, from_oklab, max_chroma, to_oklab

Channels = tuple[int, int, int]  # red, green and blue

STOPS = 9
_DARK, _LIGHT = Decimal("0.14"), Decimal("0.98")  # lightness of the ends
_GREY, _PALE = Decimal("0.0005"), Decimal("0.08")  # maximum chroma of a grey, and of the ends of a ramp
_MAX_GAIN = Decimal("1.8")  # of chroma, in the middle of a pale colour's ramp
_FADING = Decimal("0.7")  # of chroma above the colour, by lightness
_DULLING = Decimal("0.4")  # power of lightness by which chroma falls below it
_YELLOW = cosine_and_sine(Decimal(95))
_NEIGHBOURS = Decimal("0.6")  # cosine of the distance up to which neighbours of yellow turn brown
_TURN = Decimal(60)  # degrees that yellow turns towards red, by lightness


def ramp(colour: Channels) -> list[Channels]:
    """Return the stops of a colour's ramp, dark to light, with 16 bits a channel; new stops have only 8."""
    with forty_digits():
        red, green, blue = (Decimal(channel) / 65535 for channel in colour)
        tone = _Tone.of((red, green, blue))
        place, last = tone.place, STOPS - 1
        below = [_DARK + (tone.lightness - _DARK) * i / place for i in range(place)]
        above = [_LIGHT - (_LIGHT - tone.lightness) * i / (last - place) for i in range(last - place)]
        return [*map(tone.at, below), colour, *map(tone.at, reversed(above))]


@dataclass(frozen=True)
class _Tone:
    """A colour by its lightness, its chroma, and the cosine and sine of its hue."""

    lightness: Decimal
    chroma: Decimal
    hue: tuple[Decimal, Decimal]

    @classmethod
    def of(cls, colour: Three) -> _Tone:
        lightness, a, b = to_oklab(colour)
        chroma = (a * a + b * b).sqrt()
        return cls(lightness, chroma, (a / chroma, b / chroma)) if chroma > _GREY else cls(lightness, *_NO_HUE)

    @property
    def place(self) -> int:
        """The index of the colour among the stops; only a pale colour is the last."""
        last = STOPS - 1
        nearest = round((self.lightness - _DARK) / (_LIGHT - _DARK) * last)
        return min(max(nearest, 0), last if self.chroma <= _PALE else last - 1)

    def at(self, lightness: Decimal) -> Channels:
        """Return the ramp's colour of this lightness."""
        cosine, sine = self._hue_at(lightness)
        chroma = min(self._chroma_at(lightness), max_chroma(lightness, cosine, sine))
        red, green, blue = map(_rounded, from_oklab((lightness, chroma * cosine, chroma * sine)))
        return red, green, blue

    def _chroma_at(self, lightness: Decimal) -> Decimal:
        if not self.chroma:
            return self.chroma
        tapered = self.chroma * _room(lightness) / _room(self.lightness)
        if lightness > self.lightness:
            return min(tapered, self.chroma) * (1 - _FADING * (lightness - self.lightness))
        return min(tapered, self.chroma * _MAX_GAIN) * power(lightness / self.lightness, _DULLING)

    def _hue_at(self, lightness: Decimal) -> tuple[Decimal, Decimal]:
        x, y = self.hue
        near = (x * _YELLOW[0] + y * _YELLOW[1] - _NEIGHBOURS) / (1 - _NEIGHBOURS)
        if near <= 0 or lightness > self.lightness:
            return self.hue
        cosine, sine = cosine_and_sine(_TURN * near * (lightness - self.lightness))
        return x * cosine - y * sine, x * sine + y * cosine


_NO_HUE = Decimal(0), (Decimal(1), Decimal(0))


def _room(lightness: Decimal) -> Decimal:
    """Return the taper of chroma: most in the middle, none at black and white."""
    inside = min(max(lightness, Decimal("0.06")), Decimal("0.985"))
    return (inside * (1 - inside)).sqrt()


def _rounded(channel: Decimal) -> int:
    """Round a channel in 0 … 1 to 8 bits, and return it with 16."""
    return int(channel * 255 + Decimal("0.5")) * 257
