"""The pages in docs/ as someone meets them who pastes from them, and whether they are complete."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nnart.activation import BY_NAME
from nnart.cli.app import app, load_command
from nnart.files import formats
from nnart.recipe.kinds import Real, Whole
from nnart.recipe.knobs import KNOBS as TABLE
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.sizes import NAMED
from nnart.rendering.reproduce import code_of, command
from tests.pages import ROOT, commands

DOCS = ROOT / "docs"
# All but the commands' reference, which is made of their help.
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if not {"commands", "_build"} & set(path.parts)]
KNOBS = (DOCS / "reference" / "knobs.md").read_text(encoding="utf-8")
PICTURES = DOCS / "pictures" / "knobs"
# Where to start from, where to write to, and how to speak of it.
NO_KNOBS = {
    "picture",
    "network",
    "preset",
    "recipe",
    "from",
    "output",
    "force",
    "count",
    "format",
    "restart",
    "open",
    "threads",
    "cluster",
    "quiet",
    "json",
    "huge",
    "dry-run",
    "help",
}


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_every_command_works(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, as they are many; those of the README are processes of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "favourites"))
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for line, arguments, target in commands(path.read_text(encoding="utf-8"), side=32):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, f"{line}\n{done.output}{done.exception}"
        if target:
            (tmp_path / target).write_text(done.stdout, encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_every_picture_is_there_and_small(path: Path) -> None:
    for named in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / named).stat().st_size < 200_000, named


def test_every_knob_has_a_section() -> None:
    options = {param.opts[0].removeprefix("--") for param in load_command("render").params}
    assert set(re.findall(r"^### `--([a-z-]+)`$", KNOBS, re.MULTILINE)) == options - NO_KNOBS


def test_every_knob_of_the_table_lies_under_the_heading_of_its_group() -> None:
    groups = {
        section.partition("\n")[0]: re.findall(r"^### `--([a-z-]+)`$", section, re.MULTILINE)
        for section in re.split("^## ", KNOBS, flags=re.MULTILINE)[1:]
    }
    assert list(groups) == list(dict.fromkeys(knob.group for knob in TABLE.values()))
    for knob in TABLE.values():
        assert (knob.name in groups[knob.group]) == knob.option, knob.name


def test_a_section_says_the_limits_of_its_knob() -> None:
    for knob in TABLE.values():
        if knob.option and isinstance(knob.kind, Whole | Real):
            section = KNOBS.split(f"### `--{knob.name}`")[1].split("### ")[0].replace("`", "")
            numbers = {float(number) for number in re.findall(r"-?\b[0-9]+(?:\.[0-9]+)?\b", section)}
            assert {float(knob.kind.min), float(knob.kind.max)} <= numbers, knob.name


def test_every_knob_has_a_command_of_its_own() -> None:
    for section in re.split(r"^### ", KNOBS, flags=re.MULTILINE)[1:]:
        knob = re.match("`(--[a-z-]+)`", section)
        assert knob is None or re.search(rf"^nnart render .*{knob[1]}\b", section, re.MULTILINE), section


def test_every_strip_is_shown_and_small() -> None:
    shown = set(re.findall(r"\(../pictures/knobs/(\w+\.jpg)\)", KNOBS))
    assert shown == {path.name for path in PICTURES.iterdir()}
    sizes = [path.stat().st_size for path in PICTURES.iterdir()]
    assert max(sizes) < 95_000
    assert sum(sizes) < 2_000_000


def test_every_size_and_every_ending_is_told() -> None:
    for name, (columns, rows, _) in NAMED.items():
        assert f"`{name}` {columns} × {rows}" in KNOBS
    for ending, chosen in formats.PICTURES.items():
        told = re.search(rf"^\| `{ending}` .*", KNOBS, re.MULTILINE)
        if ending in {".jpeg", ".tiff"}:
            continue
        assert told is not None
        assert f"{min(chosen.max_side, 1_000_000):,}" in told[0]
        assert ("8 or 16" in told[0]) == chosen.streamed
        assert ("| yes | " in told[0]) == chosen.alpha


def test_every_activation_is_told() -> None:
    section = KNOBS.split("### `--activation`")[1].split("### ")[0]
    assert all(f"`{name}`" in section for name in BY_NAME)


def test_every_promise_is_held_by_tests_that_are_there() -> None:
    promises = (DOCS / "project" / "promises.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert [text.split(".")[0] for text in promises] == [str(number + 1) for number in range(len(promises))]
    for promise in promises:
        tests = re.findall(r"^\* `(tests/[\w/]+\.py)::(\w+)`$", promise, re.MULTILINE)
        assert tests, promise
        for path, name in tests:
            assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8"), name


def test_the_code_and_the_line_of_the_page_are_those_of_its_picture() -> None:
    page = (DOCS / "guides" / "sharing.md").read_text(encoding="utf-8")
    recipe, size = Recipe(seed=7, layers=40, palette="evening"), Size(1920, 1080)
    assert f"| `{code_of(recipe, size)}` | `nnart render {code_of(recipe, size)}` |" in page
    assert f"| `{command(recipe, size)}` |" in page
    assert Recipe.from_code(page) == recipe


def test_the_map_of_files_is_complete() -> None:
    page = (DOCS / "project" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "nnart"
    named = set(re.findall(r"^\| `(\w+(?:\.py|/))`", page, re.MULTILINE))
    there = {path.name + "/" * path.is_dir() for path in package.iterdir() if not path.name.startswith("_")}
    assert named == there - {"py.typed"}
