"""Dry runs: the recipe, and what its picture takes."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from nnart.network import data
from nnart.recipe.recipe import Recipe
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
