"""Genomes: crossed and mixed seeds, from which a network is drawn instead of from a single seed.

`cross(7,12,6)` has the first 6 layers of seed 7 and all later ones of seed 12. `mix(7,99,0.05)` is seed 7,
turned a twentieth of the way to 99. Genomes can be nested: a genome can take a seed's place.
`nnart.exact.streams` draws the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from nnart.errors import InputError, fault

MAX_SEEDS = 2048  # in a genome; those that are bred have fewer
MAX_DEPTH = 256  # maximum nesting
_MAX_LENGTH = 48_000  # characters; a file carries 65,280, other values too
_TWO = ("cross", "mix")
_BEGIN = re.compile(r"\s*(cross|mix)\s*\(")
_TOKEN = re.compile(r"\s*(?:(cross|mix)\s*\(|([0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)|([,)]))")


@dataclass(frozen=True)
class Cross:
    """The first `layers` hidden layers of one genome; all other layers of another."""

    first: Genome
    then: Genome
    layers: int

    def __str__(self) -> str:
        return f"cross({self.first},{self.then},{self.layers})"


@dataclass(frozen=True)
class Mix:
    """A genome turned towards another by a share of a right angle, 0 … 1.

    The numbers of two genomes are random vectors, at about a right angle to each other. Turning keeps their
    length, and with it the network's strength; a weighted sum, 1 - share and share, would be shorter.
    """

    one: Genome
    other: Genome
    share: float

    def __str__(self) -> str:
        return f"mix({self.one},{self.other},{self.share!r})"


Genome = int | Cross | Mix


def seeds_of(genome: Genome) -> Iterator[int]:
    """Yield the seeds in a genome, from left to right, with repetitions."""
    if isinstance(genome, int):
        yield genome
    else:
        for part in parents_of(genome):
            yield from seeds_of(part)


def parents_of(genome: Cross | Mix) -> tuple[Genome, Genome]:
    """Return the two parents of a genome."""
    return (genome.first, genome.then) if isinstance(genome, Cross) else (genome.one, genome.other)


def values_of(text: str) -> dict[str, int | str] | None:
    """Return the values that a genome in text gives a recipe: genome and seed; None for any other text.

    The seed is the genome's first, so the same text always gives the same picture.

    Raises:
        InputError: if the text begins like a genome but is not valid.
    """
    if not _BEGIN.match(text.lower()):
        return None
    genome = parse(text.lower())
    return {"seed": next(seeds_of(genome)), "genome": str(genome)}


def tree(genome: Genome) -> list[str]:
    """Return the lines of a family tree of a genome, the last step first."""
    if isinstance(genome, int):
        return [f"seed {genome}"]
    if isinstance(genome, Cross):
        layers = f"{genome.layers} layer{'s'[: genome.layers - 1]}"
        lines = [f"crossed: the first {layers} of the first, all others of the second"]
    else:
        lines = [f"mixed: the first, turned by {genome.share:g} towards the second"]
    for part, first, further in zip(parents_of(genome), ("├─ ", "└─ "), ("│  ", "   "), strict=True):
        head, *rest = tree(part)
        lines += [first + head, *(further + line for line in rest)]
    return lines


@lru_cache(maxsize=256)
def parse(text: str) -> Genome:
    """Return the genome in a text.

    Raises:
        InputError: if the text is not a genome, or has more than 2048 seeds.
    """
    if len(text) > _MAX_LENGTH:
        raise InputError(fault("limit", f"at most {_MAX_LENGTH} characters are needed, not {len(text)}"))
    tokens, place, end = [], 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            raise _no_genome(text)
        tokens.append(next(filter(None, match.groups())))
        place = match.end()
    if (count := 1 + sum(token in _TWO for token in tokens)) > MAX_SEEDS:
        raise InputError(fault("limit", f"at most {MAX_SEEDS} seeds are needed, not {count}"))
    if (deep := _depth(tokens)) > MAX_DEPTH:
        raise InputError(
            fault("limit", f"at most {MAX_DEPTH} crossings within each other are needed, not {deep}")
        )
    tokens.reverse()
    try:
        genome = _read(tokens)
    except (IndexError, ValueError):
        raise _no_genome(text) from None
    if tokens or isinstance(genome, int):
        raise _no_genome(text)
    return genome


def canonical(text: str) -> str:
    """Return a genome in its canonical spelling; raises as `parse`."""
    return str(parse(text))


def _depth(tokens: Sequence[str]) -> int:
    """Return how many crossings and mixtures stand within each other."""
    opened = list(accumulate({")": -1}.get(token, int(token in _TWO)) for token in tokens))
    return max(opened, default=0)


def depth_of(genome: Genome) -> int:
    """Return how many crossings and mixtures stand within each other."""
    return _depth(re.findall(r"cross|mix|\)", str(genome)))


def _no_genome(text: str) -> InputError:
    says = (
        "cross(7,12,6) or mix(7,12,0.5) is needed, of seeds or other genomes, with 0 … 1000 layers or a share "
        "of 0 … 1"
    )
    return InputError(fault("syntax", says, got=text))


def _read(tokens: list[str]) -> Genome:
    """Take one genome from the end of the reversed tokens."""
    token = tokens.pop()
    if token not in _TWO:
        return _whole(token, 2**64 - 1)
    one = _read(tokens)
    _expect(tokens, ",")
    other = _read(tokens)
    _expect(tokens, ",")
    number = tokens.pop()
    _expect(tokens, ")")
    if token == "cross":
        return Cross(one, other, _whole(number, 1000))
    share = float(number)
    if not 0 <= share <= 1:
        raise ValueError(number)
    return Mix(one, other, share)


def _expect(tokens: list[str], token: str) -> None:
    if tokens.pop() != token:
        raise ValueError(token)


def _whole(token: str, most: int) -> int:
    if not token.isdigit() or int(token) > most:
        raise ValueError(token)
    return int(token)
