"""Progress, told to whatever is given."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import pytest
from tqdm import tqdm

import nnart
from nnart import notices
from nnart.notices import waiting
from nnart.progress import teller
from tests.faults_of import refused

JOB = nnart.Job(nnart.Recipe(seed=3, layers=2, width=4), (40, 30))


class Bar:
    """A bar as tqdm has them, that remembers."""

    made: list[Bar]

    def __init__(self, total: float, unit: str) -> None:
        self.total, self.unit, self.moved, self.closed = total, unit, 0.0, False
        Bar.made.append(self)

    def update(self, n: float) -> None:
        """Move on."""
        self.moved += n

    def close(self) -> None:
        """Say that all is done."""
        self.closed = True


def test_a_class_of_bars_makes_one_for_each_piece_of_work() -> None:
    Bar.made = []
    run = nnart.Run(progress=Bar)
    for _ in range(2):
        nnart.save(JOB, io.BytesIO(), run)
    assert [(one.total, one.unit, one.moved, one.closed) for one in Bar.made] == [(100, "%", 100, True)] * 2


def test_a_bar_of_tqdms_is_moved_to_its_end() -> None:
    stream = io.StringIO()
    with tqdm(total=8, file=stream) as bar:
        nnart.render(JOB.recipe, JOB.size, progress=bar)
        assert bar.n == pytest.approx(8)
    nnart.render(JOB.recipe, JOB.size, progress=tqdm)


def test_true_is_a_line_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    nnart.render(JOB.recipe, JOB.size, progress=True)
    assert stream.getvalue().startswith("\r")
    assert stream.getvalue().endswith("━ 100%, 0.0 s left  \n")
    monkeypatch.setattr("sys.stderr", None)  # as pythonw has it
    nnart.render(JOB.recipe, JOB.size, progress=True)


@pytest.mark.parametrize("terminal", [True, False])
def test_a_line_says_what_is_waited_for(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    monkeypatch.setattr(notices, "_watchers", [])
    monkeypatch.setattr(sys, "stderr", stream := io.StringIO())
    stream.isatty = lambda: terminal  # type: ignore[method-assign]
    teller(None)
    with waiting("nobody asked"):
        pass
    teller(True)
    with waiting("compiling") as tick:
        tick()
        tick()
    turned = "\rcompiling |\rcompiling /\rcompiling  \n"
    assert stream.getvalue() == "compiling" + (turned if terminal else "\n")


def test_a_function_gets_shares_that_add_up() -> None:
    shares: list[float] = []
    network, sheet = nnart.network_of(JOB.recipe), nnart.Sheet((nnart.Tile("a", JOB.recipe),), 1)
    nnart.render(JOB.recipe, JOB.size, progress=shares.append)
    assert sum(shares) == pytest.approx(1)
    assert network.inputs == 2
    assert repr(sheet) == "<Sheet of 1 tile, 1 in a row>"


def test_no_progress_is_none() -> None:
    assert teller(None) is teller(False) is None


@pytest.mark.parametrize("wrong", [7, "yes", [], {}, set(), int, nnart.Recipe])
def test_what_tells_nobody_is_refused(wrong: Any) -> None:
    with refused("type", "progress"):
        nnart.Run(progress=wrong)


def test_two_cannot_be_told() -> None:
    with refused("conflict", "run", "progress"):
        nnart.render(JOB.recipe, JOB.size, run=nnart.Run(progress=print), progress=True)


@pytest.mark.parametrize(
    "work",
    [
        lambda tell: nnart.calibrate(nnart.Recipe(901, layers=3, width=9), progress=tell),
        lambda tell: nnart.network_of(nnart.Recipe(902, layers=3, width=9), progress=tell),
        lambda tell: nnart.vary(nnart.Recipe(903, layers=3, width=9), 3, progress=tell),
        lambda tell: nnart.vary(nnart.Recipe(903, layers=3, width=9), 3, change=0.1, progress=tell),
        lambda tell: nnart.breed(JOB, 904, 3, change="much", progress=tell),
        lambda tell: nnart.explore_seeds([901, 902], layers=3, width=9, progress=tell),
        lambda tell: nnart.evaluate_at(nnart.network_of(JOB), [[0.0, 0.0], [1.0, 0.0]], progress=tell),
        lambda tell: nnart.evaluate(nnart.network_of(JOB), nnart.View(size=(30, 20)), progress=tell),
        lambda tell: nnart.verify(nnart.render(JOB), progress=tell),
        lambda tell: nnart.save(JOB, io.BytesIO(), progress=tell),
        lambda tell: list(nnart.render_many([JOB, JOB], progress=tell)),
    ],
)
@pytest.mark.parametrize("again", [False, True])  # what was found before takes no time, and is told to others
def test_whatever_takes_time_tells_of_all_of_it(
    work: Callable[[Callable[[float], None]], object], again: bool
) -> None:
    shares: list[float] = []
    work(shares.append)
    assert sum(shares) == pytest.approx(1), again
