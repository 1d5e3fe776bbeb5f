"""Frames painted once are painted the same for ever, on any machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.test_golden import VARIANTS, _run, _runs_here
from tests.make_golden_films import FILMS, TABLE, digest_of, digests

KEPT = json.loads(TABLE.read_text(encoding="utf-8"))
_COMBINED = "import sys; from tests.make_golden_films import combined; print(combined(sys.argv[1:]))"
# Of each kind, and of each path through the kernel: colours are the same code on all processors.
_EVERYWHERE = ("light", "drift", "depth", "morph", "flight", "kin", "seamless", "lecture", "adaptive drift")
_LEFT_OUT = {"no FMA": ("light", "flight")}  # default networks, which take most of the time there


def test_every_golden_film_is_kept() -> None:
    assert KEPT.keys() == FILMS.keys()
    assert {film.kind for film in FILMS.values()} == {"light", "drift", "depth", "morph", "flight"}


@pytest.mark.parametrize("name", list(KEPT))
def test_a_film_shows_what_it_showed(name: str) -> None:
    assert digests(name) == KEPT[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(VARIANTS))
def test_code_for_other_processors_paints_the_same_frames(name: str, tmp_path: Path) -> None:
    """Paths are measured there too."""
    if not _runs_here(name):
        pytest.skip("this processor does not run such code")
    films = [film for film in _EVERYWHERE if film not in _LEFT_OUT.get(name, ())]
    found = _run(_COMBINED, *films, **VARIANTS[name], NNART_CACHE_DIR=str(tmp_path))
    assert found == [digest_of({film: KEPT[film] for film in films})]
