"""Dry runs: the recipe, and what its picture takes."""

from __future__ import annotations

import io
import json
import re
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from nnart.cli.dryrun import MAX_GAINS, print_estimate
from nnart.cli.output import Output
from nnart.field.calibration import calibrate
from nnart.files.formats import PNG
from nnart.network import data
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.totals import MAX_MEASURED
from tests.byhand import NETWORK, TOML, same
from tests.commandline import SMALL
from tests.conftest import Run


def test_a_dry_run_knows_both(main_: Run) -> None:
    seconds = []
    for options in ([], ["--exact"]):
        done = main_("render", "--seed", "7", "--size", "8k", "--dry-run", "--json", *options)
        seconds.append(json.loads(done.stdout.splitlines()[-1])["seconds"])
    assert seconds[1] > 5 * seconds[0]


def test_a_dry_run_paints_nothing(main_: Run, tmp_path: Path) -> None:
    done = main_("render", "--seed", "7", *SMALL, "--dry-run")
    assert Recipe.from_toml(done.stdout) == Recipe(seed=7, layers=3, width=9)
    assert "\n# gain = " in done.stdout
    last = done.stdout.splitlines()[-1]
    assert re.fullmatch(r"# 1 picture of 40 x 30: about [\d.]+ s, \d+ MB of memory and [\d.]+ kB of disk", last)
    many = main_("render", "--seed", "1..9", *SMALL, "--dry-run", "--json").stdout.splitlines()
    assert len(many) == 10
    assert json.loads(many[-1])["pictures"] == 9
    assert list(tmp_path.iterdir()) == []


def test_a_network_by_hand_is_printed(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    done = main_("render", "--network", "two.toml", "--size", "40x30", "--dry-run")
    assert same(data.from_data(tomllib.loads(done.stdout)["network"]), NETWORK)


@pytest.mark.parametrize("as_json", [False, True])
def test_of_many_pictures_a_few_are_looked_at(as_json: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gains are looked for as often as something is measured."""
    looked: list[Recipe] = []

    def look(recipe: Recipe) -> Recipe:
        looked.append(recipe)
        return calibrate(recipe)

    monkeypatch.setattr("nnart.rendering.job.calibrate", look)
    seeds = range(MAX_GAINS + 1)
    jobs = [Job(Recipe(seed=seed, layers=2, width=4), (8, 8)) for seed in seeds]
    out = io.StringIO()
    with redirect_stdout(out):
        print_estimate(jobs, PNG, 1, Output(as_json=as_json))
    assert len(looked) <= 3 * MAX_MEASURED
    lines = out.getvalue().splitlines()
    if as_json:
        assert [json.loads(line)["seed"] for line in lines[:-1]] == [*seeds]
        assert json.loads(lines[-1])["pictures"] == len(jobs)
    else:
        assert f"# {len(jobs)} such pictures of 8 x 8: " in lines[-1]
