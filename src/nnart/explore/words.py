"""Words: qualities that people ask of pictures, and the measures behind them.

This module must not import NumPy: the command line's help and completion list the words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nnart.errors import InputError, fault, shown
from nnart.words import WISHES, did_you_mean, match

MAX_WEIGHT = 1000.0
DEFAULT = "striking"
CHANGES = ("slight", "some", "much")  # how far variations are from their picture


@dataclass(frozen=True)
class Word:
    """A quality of pictures.

    Attributes:
        name: the word, or a measure's name.
        weights: of the measures behind it, a vector of length 1.
        most: the superlative for the picture with most of it.
        least: the superlative for the one with least.
    """

    name: str
    weights: Mapping[str, float] = field(compare=False)
    most: str
    least: str

    @property
    def opposite(self) -> Word:
        """The word that asks for as little of it as possible."""
        weights = {name: -weight for name, weight in self.weights.items()}
        return Word(f"not-{self.name}", weights, self.least, self.most)


@dataclass(frozen=True)
class Wish:
    """A word asked for, with its weight.

    Attributes:
        word: the quality.
        weight: relative to other wishes, above 0.
    """

    word: Word
    weight: float


# Measures, in standard deviations, with superlatives for most and least.
_MEASURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "colourfulness": ("highest colourfulness", "lowest colourfulness"),
        "entropy": ("highest entropy", "lowest entropy"),
        "compressed": ("largest as a JPEG", "smallest as a JPEG"),
        "edges": ("most edges", "fewest edges"),
        "slope": ("highest slope", "lowest slope"),
        "contrast": ("highest contrast", "lowest contrast"),
        "lightness": ("highest lightness", "lowest lightness"),
        "warmth": ("highest warmth", "lowest warmth"),
        "activity": ("highest activity", "lowest activity"),
        "symmetry": ("highest symmetry", "lowest symmetry"),
        "emptiness": ("highest emptiness", "lowest emptiness"),
        "concentration": ("highest concentration", "lowest concentration"),
        "red": ("reddest", "least red"),
        "orange": ("most orange", "least orange"),
        "yellow": ("yellowest", "least yellow"),
        "green": ("greenest", "least green"),
        "cyan": ("most cyan", "least cyan"),
        "blue": ("bluest", "least blue"),
        "purple": ("most purple", "least purple"),
        "pink": ("pinkest", "least pink"),
        "brown": ("brownest", "least brown"),
    }
)
NAMES = tuple(_MEASURES)
HUES = NAMES[NAMES.index("red") :]

# Words, in standard deviations of measures; a hue's name is both a word and a measure.
_CALM = {"edges": -1.0, "compressed": -1.0, "slope": -0.5, "activity": -1.0, "contrast": -0.5}
_SPARSE = {"emptiness": 1.0, "concentration": 1.0}
_SIMPLE = {"compressed": -1.0, "edges": -0.5}
_SMOOTH = {"slope": -1.0, "edges": -0.5}


def _negative(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: -weight for name, weight in weights.items()}


PREFERENCES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "striking": {"contrast": 1.0, "entropy": 1.0, "edges": 0.5},
        "calm": _CALM,
        "busy": _negative(_CALM),
        "colourful": {"colourfulness": 1.0},
        "muted": {"colourfulness": -1.0},
        "bold": {"contrast": 1.0, "edges": 0.5},
        "soft": {"contrast": -1.0, "edges": -0.5, "activity": -0.7},
        "rich": {"entropy": 1.0},
        "plain": {"entropy": -1.0},
        "simple": _SIMPLE,
        "complex": _negative(_SIMPLE),
        "smooth": _SMOOTH,
        "rough": _negative(_SMOOTH),
        "sparse": _SPARSE,
        "full": _negative(_SPARSE),
        "symmetric": {"symmetry": 1.0},
        "bright": {"lightness": 1.0},
        "dark": {"lightness": -1.0},
        "pastel": {"lightness": 1.0, "contrast": -0.5, "colourfulness": 0.2},
        "warm": {"warmth": 1.0},
        "cold": {"warmth": -1.0},
        **{hue: {hue: 1.0} for hue in HUES},
    }
)
_SUPERLATIVES = MappingProxyType(
    {
        **{"calm": "calmest", "busy": "busiest", "bold": "boldest", "soft": "softest", "rich": "richest"},
        **{"plain": "plainest", "simple": "simplest", "smooth": "smoothest", "rough": "roughest"},
        **{"sparse": "sparsest", "full": "fullest", "bright": "brightest", "dark": "darkest"},
        **{"warm": "warmest", "cold": "coldest"},
    }
)
# How much of a word, as a weight.
_DEGREES = {"2": "very|really|extremely|mostly", "0.5": "slightly|somewhat|rather|quite|a bit|a little"}
_NEGATION = re.compile(r"(?:not|no|non|less)[\s_-]+|-\s*")


def wishes_of(prefer: str) -> list[Wish]:
    """Read wishes such as `calm=2,blue,not-busy` or `edges=-1`.

    Args:
        prefer: words, synonyms or measures in any case, separated by commas or blanks, each with an optional
            weight, -1000 … 1000, default 1. A leading - or not-, or a negative weight, asks for the opposite.

    Returns:
        Each word once; of a word and its opposite, the difference remains.

    Raises:
        InputError: if prefer is not a text, a name is unknown, a weight is not a number, or words cancel each
            other.
    """
    if not isinstance(prefer, str):
        raise InputError(fault("type", "words are needed, such as 'calm=2,blue'", "prefer", got=prefer))
    sums: dict[tuple[tuple[str, float], ...], float] = {}
    words: dict[tuple[tuple[str, float], ...], Word] = {}
    for part in _parts_of(prefer):
        word, weight = _asked(part)
        key, other = _key(word), _key(word.opposite)
        if other in sums:
            key, weight = other, -weight
        words.setdefault(key, word)
        sums[key] = sums.get(key, 0.0) + weight
    wishes = [
        Wish(words[key] if weight > 0 else _opposite(words[key]), abs(weight))
        for key, weight in sums.items()
        if round(weight, 9)
    ]
    if not wishes:
        says = f"the words of {shown(prefer)} cancel each other out, or all weigh 0"
        raise InputError(fault("conflict", says, "prefer", ways="leave one out"))
    return wishes


def _parts_of(prefer: str) -> Iterator[str]:
    """Split a text at commas and blanks, except blanks around = and after not.

    Filler words are ignored; very and slightly mean weights of 2 and 0.5.
    """
    text = re.sub(r"\s*=\s*", "=", prefer.strip())
    text = re.sub(r"(?<=[^\s,])\s*(?:,\s*|\s)(?:and|but|with|&)\s+", ",", text, flags=re.IGNORECASE)
    for weight, words in _DEGREES.items():
        text = re.sub(rf"\b(?:{words})\s+([^\s,=]+)(?![^\s,])", rf"\1={weight}", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(not|no|less)\s+(?=\w)", r"\1-", text, flags=re.IGNORECASE)
    for part in text.split(","):
        yield from part.split() or [""]


def _asked(part: str) -> tuple[Word, float]:
    """Return the word and the weight of a part."""
    name, equals, text = part.partition("=")
    weight = _weight(part, text) if equals else 1.0
    bare = _NEGATION.match(name.lower())
    found = _find(name)
    if found is None and bare is not None:
        found, weight = _find(name[bare.end() :]), -weight
    if found is None:
        ways = did_you_mean(name, (*PREFERENCES, *NAMES)) or did_you_mean(name, WISHES)
        says = f"{', '.join(PREFERENCES)}, nor a measure: {', '.join(NAMES[: -len(HUES)])}"
        raise InputError(fault("unknown", says, "prefer", got=name, ways=ways))
    return found, weight


def _find(name: str) -> Word | None:
    """Return the word of a name, in any case."""
    known = match(name, (*PREFERENCES, *NAMES), WISHES)
    if known is None:
        return None
    return word_of(known) if known in PREFERENCES else Word(known, {known: 1.0}, *_MEASURES[known])


def word_of(name: str) -> Word:
    """Return the word of one of `PREFERENCES`."""
    weights = PREFERENCES[name]
    length = math.hypot(*weights.values())
    scaled = {measure: weight / length for measure, weight in weights.items()}
    most, least = _MEASURES.get(name, (_SUPERLATIVES.get(name, f"most {name}"), f"least {name}"))
    return Word(name, scaled, most, least)


def _opposite(word: Word) -> Word:
    """Return the opposite of a word, under its own name if it has one."""
    wanted = _key(word.opposite)
    named = (word_of(name) for name in PREFERENCES)
    return next((other for other in named if _key(other) == wanted), word.opposite)


def _key(word: Word) -> tuple[tuple[str, float], ...]:
    """Return a key that is equal for words with the same meaning."""
    return tuple(sorted((name, round(weight, 9)) for name, weight in word.weights.items()))


def _weight(part: str, text: str) -> float:
    if re.fullmatch(r"[+-]?[0-9]*\.?[0-9]+", text) and abs(float(text)) <= MAX_WEIGHT:
        return float(text)
    says = f"{shown(part)} has no weight from -{MAX_WEIGHT:g} to {MAX_WEIGHT:g}"
    raise InputError(fault("range", says, "prefer", ways="write calm=2 or edges=-0.5"))
