"""The golden frames of films, and what they were painted as.

python -m tests.make_golden_films            prints one digest over all of them
python -m tests.make_golden_films --write    writes tests/golden/films.json anew: only when frames are to change
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nnart.films.data import to_toml
from nnart.films.film import Film, Keyframe
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.recipe.presets import preset
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests.byhand import NETWORK

TABLE = Path(__file__).parent / "golden" / "films.json"
SIZE = Size(160, 90)
LARGE = Size(272, 256)  # interpolated
LECTURE = preset("lecture").values


def _small(seed: int, **values: Any) -> Recipe:
    return Recipe(seed=seed, layers=4, width=12, **values)


_BY_HAND = Keyframe(Recipe(seed=7), NETWORK)
FILMS: dict[str, Film] = {
    "light": Film(7, "light", seconds=4),
    "drift": Film(_small(7), "drift", seconds=4),
    "drift of z": Film(_small(7, z=(0.5, -1.0, 2.0)), "drift", seconds=4, radius=0.4),
    "depth": Film(_small(7), "depth", seconds=4),
    "morph": Film([_small(7), _small(12), _small(3)], "morph", seconds=4),
    "flight": Film(7, "flight", seconds=4),
    "kin": Film([_small(7, genome=f"mix(7,99,{share})") for share in (0.01, 0.04)], "morph", seconds=4),
    "palettes": Film([_small(7, palette="sundown"), _small(12, palette="viridis")], "morph", seconds=4),
    "alpha": Film(_small(7, alpha="field", dither=True), "light", seconds=4),
    "vignette": Film(_small(7, alpha="vignette", steps=5), "light", seconds=4, course="once"),
    "samples": Film(_small(7, samples=2, colour="shaded"), "light", seconds=4),
    "oklch": Film(_small(7, colour="oklch", contrast=1.5), "light", seconds=4),
    "rgb": Film([_small(7, colour="rgb"), _small(12, colour="rgb")], "morph", seconds=4, course="once"),
    "stretch": Film(_small(7, tone="stretch"), "drift", seconds=4),
    "symmetric": Film(_small(7, symmetry="kaleidoscope-6"), "light", seconds=4),
    "seamless": Film(_small(7, seamless="xy"), "drift", seconds=4),
    "lecture": Film(Recipe(seed=1, **LECTURE), "light", seconds=4),
    "lecture deep": Film(Recipe(seed=1, **LECTURE | {"layers": 6}), "depth", seconds=4),
    "by hand": Film(_BY_HAND, "light", seconds=4),
    "flight by hand": Film(_BY_HAND, "flight", seconds=4),
    "adaptive": Film(_small(7, detail=2.0), "light", seconds=4),
    "adaptive drift": Film(_small(7, detail=2.0), "drift", seconds=4),
    "adaptive morph": Film([_small(7, detail=2.0), _small(12, detail=2.0)], "morph", seconds=4),
}


def digests(name: str) -> dict[str, str]:
    """Return SHA-256 of a settled film's text, and of some frames at 8 bits and one at 16."""
    film = settle_film(FILMS[name])
    size = LARGE if name.startswith("adaptive") else SIZE
    found = {"film": hashlib.sha256(to_toml(film).encode()).hexdigest()}
    reel = Reel(film, size)
    for k in (0, 7, film.frames // 3):
        found[f"frame {k}"] = hashlib.sha256(reel.frame(k).tobytes()).hexdigest()
    fine = Reel(film, size, 16).frame(7).astype("<u2")
    return found | {"frame 7, 16 bits": hashlib.sha256(fine.tobytes()).hexdigest()}


def digest_of(table: dict[str, dict[str, str]]) -> str:
    """Return one digest over those of every film."""
    return hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest()


def combined(names: Iterable[str]) -> str:
    """Return one digest over some golden films as they are painted here and now."""
    return digest_of({name: digests(name) for name in names})


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        table = {name: digests(name) for name in FILMS}
        TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    else:
        sys.stdout.write(f"{combined(FILMS)}\n")
