"""Seeds, as people write them: 7, 0..99 or 0-99, or a list of such."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from nnart.errors import InputError, Way, fault, shown
from nnart.recipe.sizes import parse_size

MAX_SEEDS = 100_000
_PART = re.compile(r"\s*([0-9]{1,20})(?:\s*(?:\.{2,3}|-|–)\s*([0-9]{1,20}))?\s*")
_THOUSANDS = re.compile("[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_DRAWN = ("-1", "random", "rand", "none", "auto")  # what other programs take for a seed to be drawn
TEXT = "seed_text"  # under which a seed stands as text beside the number


def parse_seeds(text: str, name: str = "seed") -> list[int]:
    """Return the seeds of a list such as `7`, `0..99` or `0-99` (both ends included) or `1,5,10..20`.

    Args:
        text: the list.
        name: what an error calls it.

    Raises:
        InputError: if it is no such list, a range is empty, or there are more than 100,000.
    """
    if ",0" in text and _THOUSANDS.fullmatch(text.strip()):  # as 1,000 has, and no list
        number = re.sub(r"\D", "", text)
        says = f"{shown(text)} would be {text.count(',') + 1} seeds"
        raise InputError(fault("syntax", says, name, ways=f"write {number} without commas"))
    seeds: list[int] = []
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if not match:
            raise InputError(fault("syntax", f"{shown(part)} is not a seed", name, ways=_ways(part)))
        first = int(match[1])
        last = int(match[2] or first)
        if last < first:
            raise InputError(
                fault("range", f"{shown(part)} is empty", name, ways="write the smaller seed first")
            )
        if len(seeds) + last - first >= MAX_SEEDS:
            says = f"{shown(text)} has more than {MAX_SEEDS} seeds"
            raise InputError(fault("limit", says, name, ways="paint fewer at a time"))
        seeds.extend(range(first, last + 1))
    return seeds


def _ways(part: str) -> list[str | Way]:
    """Return what to write in the place of what is no seed."""
    if part.strip().lower() in _DRAWN:
        return ["leave it out to have one drawn at random"]
    if re.fullmatch(r"\s*-[0-9.\s-]+", part):
        return [f"seeds are 0 … {2**64 - 1}, and a range is 1-8 or 1..8"]
    ways: list[str | Way] = [f"write 7, 0..99 or 1,5,10..20, up to {2**64 - 1}"]
    with suppress(InputError):
        parse_size(part)
        ways.insert(0, Way("sets the size", give="size", value=part.strip()))
    return ways


def count_seeds(first: int, count: int) -> str:
    """Return the list of so many seeds from a first one on, as text.

    Raises:
        InputError: if there are too few or too many.
    """
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MAX_SEEDS:
        says = f"a whole number from 1 to {MAX_SEEDS} is needed"
        raise InputError(fault("range", says, "count", got=count))
    return str(first) if count == 1 else f"{first}..{first + count - 1}"


def write_seeds(seeds: Sequence[int]) -> str:
    """Return the list of seeds as text, a range for those in a row: `1..3,7`."""
    ranges: list[list[int]] = []
    for seed in seeds:
        if ranges and seed == ranges[-1][-1] + 1:
            ranges[-1].append(seed)
        else:
            ranges.append([seed])
    return ",".join(f"{row[0]}..{row[-1]}" if len(row) > 1 else str(row[0]) for row in ranges)


def number_of(seed: Any) -> Any:
    """Return a seed that is written as text, such as "18446744073709551615", as a number; all else as it is."""
    return int(seed) if isinstance(seed, str) and re.fullmatch(r"[0-9]{1,20}", seed) else seed


def join_text(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a recipe's plain data with its seed as text in the place of the number, if both are there.

    So it comes back from programs that round large numbers, to which nnart prints both.

    Raises:
        InputError: if they are two seeds.
    """
    if TEXT not in data:
        return data
    values = {name: value for name, value in data.items() if name != TEXT}
    if "seed" in data and not _is_rounded(data["seed"], number_of(data[TEXT])):
        ways = f"change both, or leave out {TEXT}"
        raise InputError(fault("conflict", "they are two numbers", "seed", TEXT, ways=ways))
    return values | {"seed": data[TEXT]}


def _is_rounded(number: Any, exact: Any) -> bool:
    """Return whether a number may be what another program has made of a seed."""
    try:
        return float(number) == float(exact)
    except (TypeError, ValueError, OverflowError):
        return False


def random_seed() -> int:
    """Return a seed drawn by the operating system; of 32 bits, so that a person can write it down."""
    return int.from_bytes(os.urandom(4))
