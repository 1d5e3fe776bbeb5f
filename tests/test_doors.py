"""Doors: what other libraries do not document and nnart relies on is as nnart expects it.

pyproject.toml bounds these libraries. Whoever raises a bound learns here what has changed.
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cmap
import pytest
from typer.testing import CliRunner

from nnart.cli.app import app, load_command
from nnart.cli.reading import Reader
from nnart.recipe import palettes


@pytest.mark.parametrize("name", ["cmap", "typer"])
def test_libraries_with_doors_are_bounded(name: str) -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    (requirement,) = (text for text in project["project"]["dependencies"] if re.match(rf"{name}\b", text))
    assert re.search(r">=[0-9.]+,<[0-9.]+", requirement), (
        f"{requirement!r} has no upper bound, but nnart relies on what {name} does not document: "
        "see tests/test_doors.py"
    )


def test_typer_lets_a_command_be_loaded_when_it_is_used() -> None:
    closed = (
        f"typer {version('typer')} no longer asks a group for its commands by name, and what a word means that "
        "is none: see _Group in cli/app.py"
    )
    found = CliRunner().invoke(app, ["rendr"])
    assert found.exit_code == 2, closed
    assert "did you mean nnart render" in found.output, closed
    listed = CliRunner().invoke(app, ["--help"])
    assert "\n  palettes  Show palettes.\n" in listed.output, closed
    assert CliRunner().invoke(app, ["knobs"]).exit_code == 0, closed


def test_typer_says_of_an_option_what_errors_name_it_by() -> None:
    parameters = {parameter.name: parameter for parameter in load_command("render").params}
    exact = parameters["exact"]
    assert (exact.opts, exact.secondary_opts) == (["--exact"], []), (
        f"typer {version('typer')} no longer has an option's names in `opts` and `secondary_opts`, where nnart "
        "reads them: see cli/wording.py"
    )


def test_typer_asks_an_option_for_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Any] = []
    monkeypatch.setattr(Reader, "coerce", lambda _, value, **__: read.append(value))
    load_command("render").make_context("render", ["--layers", "4"])
    assert "4" in read, (
        f"typer {version('typer')} no longer reads words by what `get_runtime_param` of an option returns: see "
        "cli/reading.py"
    )


def test_cmap_keeps_its_names_where_nnart_reads_them() -> None:
    closed = (
        f"cmap {version('cmap')} no longer has the names of its palettes in data/**/record.json, where nnart "
        "reads them: see palettes.catalogue_names"
    )
    known = {re.sub("[ -]", "_", name.lower()) for name in cmap.Catalog()}
    try:
        found = palettes.catalogue_names()
    except Exception as error:
        raise AssertionError(closed) from error
    assert found == known, closed
