"""Ranking: seeds are scored, and a diverse set of the best is kept."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nnart
from nnart.colour.alpha import flatten
from nnart.errors import FileError, InputError
from nnart.explore import choosing
from nnart.explore.choosing import KeptSeed
from nnart.explore.measures import measure
from nnart.explore.scores import Scores
from nnart.explore.scoring import SIZE
from nnart.explore.taste import dull
from nnart.explore.words import PREFERENCES
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads
from tests.faults_of import broken
from tests.pages import ROOT, blocks
from tests.rendering.test_run import cancelling

SMALL: dict[str, Any] = {"layers": 3, "width": 9}


def rows(path: Path) -> list[tuple[Any, ...]]:
    """Return all scores in a file."""
    with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as database:
        return database.execute("SELECT * FROM scores ORDER BY base, seed").fetchall()


def test_scores_are_those_of_the_pictures_that_render_paints(tmp_path: Path) -> None:
    found = nnart.explore_seeds(range(20), SMALL, keep=4, scores=tmp_path / "a.db")
    assert (found.seeds, found.scored, len(found.kept)) == (20, 20, 4)
    for one in found.kept:
        assert one.recipe == calibrate(Recipe(seed=one.recipe.seed, **SMALL))
        pixels = nnart.render(one.recipe, SIZE).pixels.astype(np.uint8)
        assert one.measures == measure(pixels)
        assert dull(one.measures) is None
    assert [row[1] for row in rows(tmp_path / "a.db")] == list(range(20))
    marks = [one.score for one in found.kept]
    assert marks == sorted(marks, reverse=True)
    for one in found.kept:
        assert set(one.places) == {"striking"}
        assert 1 <= one.places["striking"] <= 20
        assert (one.likeness, one.words.count("most striking")) == (None, 1)


@pytest.mark.parametrize(
    "values", [{"alpha": "field"}, {"tone": "stretch"}, {"colour": "oklch", "samples": 2}, {"palette": "jet"}]
)
def test_any_recipe_can_be_explored(values: dict[str, Any]) -> None:
    (one,) = nnart.explore_seeds([5], SMALL | values, keep=3).kept
    assert one.recipe == calibrate(Recipe(seed=5, **SMALL, **values))
    assert one.measures == measure(flatten(nnart.render(one.recipe, SIZE).pixels.astype(np.uint8)))


def test_any_is_explored_with_each_seeds_own_preset(tmp_path: Path) -> None:
    values = {"preset": "any", "samples": 1}
    found = nnart.explore_seeds(range(12), values, keep=12, scores=tmp_path / "scores.db")
    for kept in found.kept:
        seed = kept.recipe.seed
        assert kept.recipe == calibrate(
            nnart.Recipe(seed=seed, **nnart.preset("any", seed).values | {"samples": 1})
        )
    again = nnart.explore_seeds(range(12), values, keep=12, scores=tmp_path / "scores.db")
    assert (again.kept, again.scored) == (found.kept, 0)
    assert nnart.explore_seeds(range(12), keep=12, scores=tmp_path / "scores.db").scored == 12


def test_neither_threads_nor_order_nor_what_is_known_decide(tmp_path: Path) -> None:
    whole = nnart.explore_seeds(range(30), SMALL, keep=5, run=Run(Threads(1)))
    assert nnart.explore_seeds(range(30), SMALL, keep=5, run=Run(Threads(3))) == whole
    nnart.explore_seeds(range(40, 7, -2), SMALL, scores=tmp_path / "a.db")  # others too
    again = nnart.explore_seeds([*range(29, -1, -1), 3], SMALL, keep=5, scores=tmp_path / "a.db")
    assert again.kept == whole.kept
    assert (again.seeds, again.scored) == (30, 30 - len(range(8, 30, 2)))


def test_what_is_the_same_but_written_otherwise_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for values in (SMALL, SMALL | {"detail": 6, "zoom": 1}, SMALL | {"seed": 12}, SMALL | {"palette": None}):
        nnart.explore_seeds(range(3), values, scores=path)
    assert len(rows(path)) == 3
    nnart.explore_seeds(range(3), SMALL | {"palette": "reef"}, scores=path)
    nnart.explore_seeds(range(3), SMALL | {"width": 10}, scores=path)
    assert len(rows(path)) == 9


def test_seeds_may_be_text(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    found = nnart.explore_seeds([1, "1", str(2**64 - 1)], SMALL, scores=path)
    assert (found.seeds, {one.recipe.seed for one in found.kept}) == (2, {1, 2**64 - 1})
    assert nnart.explore_seeds([1, 2**64 - 1], SMALL, scores=path).scored == 0


def test_the_dull_are_counted_and_never_kept() -> None:
    found = nnart.explore_seeds(range(6), SMALL | {"gain": 0.01}, keep=4)
    assert (found.kept, found.rejected) == ((), {"one colour": 6})


def test_preferences_decide_on_the_best() -> None:
    calm, busy = (nnart.explore_seeds(range(60), SMALL, keep=5, prefer=one).kept for one in ("calm", "busy"))
    assert max(one.measures.edges for one in calm) < min(one.measures.edges for one in busy)


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scores of 400 seeds."""
    path = tmp_path_factory.mktemp("scores") / "a.db"
    nnart.explore_seeds(range(400), SMALL, scores=path)
    return path


def kept(path: Path, prefer: str, count: int = 12) -> tuple[KeptSeed, ...]:
    return nnart.explore_seeds(range(400), SMALL, keep=count, prefer=prefer, scores=path).kept


@pytest.mark.parametrize("word", [name for name, weights in PREFERENCES.items() if len(weights) == 1])
def test_a_word_more_never_lowers_the_mean_of_its_measure_among_the_kept(explored: Path, word: str) -> None:
    """Of its utility, 1 - exp(-mark); but for the little that diversity takes where there is plenty already."""
    ((measure_, weight),) = PREFERENCES[word].items()

    def mean(prefer: str) -> float:
        marks = [weight * one.deviations[measure_] for one in kept(explored, prefer)]
        return float(np.mean(1 - np.exp(-np.array(marks))))

    for other in ("striking", "calm", "sparse"):
        before, after = mean(other), mean(f"{other},{word}")
        assert after >= before - (0.02 if before > 0.6 else 0), other


def test_a_set_that_was_asked_for_is_of_the_best(explored: Path) -> None:
    """What is kept differs, but not in that it has less of what was asked for."""
    for word in ("calm", "blue", "symmetric", "sparse"):
        found = kept(explored, word)
        assert max(one.places[word] for one in found) <= 400 // 10, word
        assert found[0].places[word] == 1


def test_what_was_asked_for_is_not_rejected_as_dull() -> None:
    flat = SMALL | {"zoom": 100.0}
    assert nnart.explore_seeds(range(6), flat).kept == ()
    found = nnart.explore_seeds(range(6), flat, prefer="sparse,soft")
    assert found.kept
    assert found.rejected.keys() <= {"one colour"}


def test_a_diverse_set_differs_more_than_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    def palettes() -> int:
        kept = nnart.explore_seeds(range(120), SMALL, keep=8).kept
        return len({one.recipe.palette for one in kept})

    diverse = palettes()
    monkeypatch.setattr(choosing, "farthest_first", lambda _, count: list(range(count)))
    assert diverse > palettes()


def test_progress_adds_up_to_one(tmp_path: Path) -> None:
    for known in (0, 5, 8):
        shares: list[float] = []
        nnart.explore_seeds(range(known), SMALL, scores=tmp_path / "a.db") if known else None
        nnart.explore_seeds(range(8), SMALL, scores=tmp_path / "a.db", run=Run(progress=shares.append))
        assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("options", "rule", "name"),
    [
        ({"seeds": []}, "missing", "seeds"),
        ({"seeds": [-1]}, "range", "seed"),
        ({"seeds": [1, 2**64]}, "range", "seed"),
        ({"seeds": 5}, "type", "seeds"),
        ({"seeds": [[1]]}, "type", "seeds"),
        ({"seeds": "12"}, "type", "seeds"),
        ({"keep": 0}, "range", "keep"),
        ({"keep": 2.5}, "range", "keep"),
        ({"prefer": 3}, "type", "prefer"),
        ({"prefer": ""}, "unknown", "prefer"),
        ({"prefer": "nice"}, "unknown", "prefer"),
        ({"values": 3}, "type", "values"),
        ({"values": [("layers", 2)]}, "type", "values"),
        ({"values": {"layers": 0}}, "range", "layers"),
        ({"values": {"nosuch": 0}}, "unknown", ""),
        ({"values": {"genome": "mix(1,2,0.5)"}}, "conflict", "genome"),
        ({"values": {"activation": "tanh", "layers": 1, "detail": 1e6}}, "unreachable", "detail"),
        ({"scores": 3}, "type", "scores"),
        ({"scores": "a\0b"}, "type", "scores"),
    ],
)
def test_bad_input_is_said(tmp_path: Path, options: dict[str, Any], rule: str, name: str) -> None:
    given: dict[str, Any] = {"seeds": range(3), "values": SMALL, "scores": tmp_path / "a.db"} | options
    with pytest.raises(InputError) as caught:
        nnart.explore_seeds(**given)
    assert broken(caught.value) == [(rule, (name,) if name else ())]


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Scores.add

    def limited(self: Scores, score: Any) -> None:
        add(self, score)
        self._open.execute("PRAGMA max_page_count = 8")

    monkeypatch.setattr(Scores, "add", limited)
    with pytest.raises(FileError, match="the disk is full") as caught:
        nnart.explore_seeds(range(200), SMALL, scores=tmp_path / "a.db")
    (kept,) = caught.value.kept
    monkeypatch.setattr(Scores, "add", add)
    assert kept.path == tmp_path / "a.db" and kept.counted is not None
    known, *rest = kept.counted
    assert rest == [200, "scores"]
    assert 0 < known == len(rows(tmp_path / "a.db"))
    assert nnart.explore_seeds(range(200), SMALL, scores=tmp_path / "a.db").scored == 200 - known


def test_the_documented_queries_and_lines_of_python_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In docs/guides/explore.md; its commands are run with those of the other pages."""
    monkeypatch.chdir(tmp_path)
    nnart.explore_seeds(range(30), SMALL, scores=tmp_path / "nnart-explore.db")
    text = (ROOT / "docs" / "guides" / "explore.md").read_text(encoding="utf-8")
    (block,) = (block for language, block in blocks(text) if language == "python")
    exec(compile(block, "explore.md", "exec"), {})
    assert (tmp_path / "seeds.db").exists()
    queries = re.findall(r'^sqlite3 nnart-explore\.db "([^"]+)"$', text, re.MULTILINE)
    database = sqlite3.connect(tmp_path / "nnart-explore.db")
    assert len(queries) >= 2
    for query in queries:
        assert database.execute(query).fetchall()
    database.close()


def test_cancelled_it_is_resumed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with pytest.raises(nnart.Cancelled) as caught:
        nnart.explore_seeds(range(200), SMALL, scores=path, run=cancelling(0.2))
    (kept,) = caught.value.kept
    known = len(rows(path))
    assert (kept.path, kept.counted) == (path, (known, 200, "scores"))
    assert 40 <= known < 200
    assert nnart.explore_seeds(range(200), SMALL, scores=path).scored == 200 - known
    with pytest.raises(nnart.Cancelled) as caught:
        nnart.explore_seeds(range(200), SMALL, run=cancelling(0.2))
    assert caught.value.kept == ()  # of what is in memory alone


def test_values_are_arguments_too_and_a_preset_is_one() -> None:
    wanted = nnart.explore_seeds([1, 2], nnart.preset("silk").values | {"layers": 2, "palette": "reef"})
    found = nnart.explore_seeds([1, 2], {"preset": "Silk", "layers": 2}, palette=nnart.Palette("reef"))
    assert found.recipes == wanted.recipes
    assert nnart.explore_seeds([1, 2], preset="any", layers=2).seeds == 2
    with pytest.raises(nnart.RecipeError, match="keep=8 are kept"):
        nnart.explore_seeds([1, 2], count=4)


def test_a_ranking_is_a_row_of_kept_seeds() -> None:
    ranking = nnart.explore_seeds(range(6), {"layers": 2, "width": 4}, keep=3)
    assert len(ranking) == 3 and [one.seed for one in ranking] == [one.seed for one in ranking.recipes]
    assert ranking[0] is ranking.kept[0] and ranking[:2] == ranking.kept[:2]
