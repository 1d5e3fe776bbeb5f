"""Seeds, as people write them: 7, 0..99, or a list of such."""

from __future__ import annotations

import os
import re

from nnart.errors import InputError, fault, shown

MAX_SEEDS = 100_000


def parse_seeds(text: str, name: str = "seed") -> list[int]:
    """Return the seeds of a list such as `7`, `0..99` (both ends included) or `1,5,10..20`.

    Args:
        text: the list.
        name: what an error calls it.

    Raises:
        InputError: if it is no such list, a range is empty, or there are more than 100,000.
    """
    seeds: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*([0-9]{1,20})(?:\.\.([0-9]{1,20}))?\s*", part)
        if not match:
            way = f"write 7, 0..99 or 1,5,10..20, up to {2**64 - 1}"
            raise InputError(fault("syntax", f"{shown(part)} is no seed", name, ways=way))
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


def random_seed() -> int:
    """Return a seed drawn by the operating system; of 32 bits, so that a person can write it down."""
    return int.from_bytes(os.urandom(4))
