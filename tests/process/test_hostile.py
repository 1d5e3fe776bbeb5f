"""A recipe is data: whatever a file holds, it is read, or refused in one line, and nothing else happens."""

from __future__ import annotations

import json
import math
import shutil
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import assume, example, given
from hypothesis import strategies as st

import nnart
from nnart.errors import InputError, NnartError
from nnart.network.origin import parse
from nnart.recipe.recipe import Recipe
from nnart.rendering.reproduce import toml_of
from tests.conftest import Run
from tests.make_corpus import ESCAPE, assembled, chunk, text
from tests.readers import CORPUS, READERS, check_recipe, clean
from tests.strategies import recipe_values

_MOST_MEMORY = 2**26
_FILES = [path for name in READERS for path in sorted((CORPUS / name).iterdir())]
_NAMED_IN_THEM = ("passwd", "../x", "colours.gpl", "/dev/zero")

_opened: list[str] = []
sys.addaudithook(lambda event, arguments: _opened.append(str(arguments[0])) if event == "open" else None)


def kept(path: Path) -> str:
    """Return what a reader says about a file of the corpus, "" for nothing."""
    try:
        READERS[path.parent.name].read(path.read_bytes())
    except NnartError as error:
        return str(error)
    return ""


@pytest.mark.timeout(30)
def test_a_recipe_for_a_network_of_gigabytes_is_shown_at_once() -> None:
    recipe = Recipe(layers=257, width=1024, gain=1.0, detail=6.0)
    tracemalloc.start()
    try:
        assert "gain = 1.0\n" in toml_of(recipe)
        assert tracemalloc.get_traced_memory()[1] < _MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.timeout(30)
@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_of_the_corpus_is_read_or_refused(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _opened.clear()
    tracemalloc.start()
    try:
        said = kept(path)
        assert tracemalloc.get_traced_memory()[1] < _MOST_MEMORY
    finally:
        tracemalloc.stop()
    assert capfd.readouterr() == ("", "")
    assert not [name for name in _opened if any(word in name for word in _NAMED_IN_THEM)]
    if path.name.startswith("good"):
        assert said == ""
    else:
        assert clean(said)


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in _FILES) < 2**20
    assert all(path.stat().st_size < 2**17 for path in _FILES)


ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(
        [10**400, -(10**400), math.inf, ESCAPE, "\ud800", "", "x" * 999, "/etc/passwd", "none", "ink,jet"]
    )
)
VALUES = st.recursive(
    ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
NAMES = st.sampled_from([*Recipe().to_dict(), "gain", "cells", "detail"])


@st.composite
def near_recipes(draw: st.DrawFn) -> dict[str, Any]:
    """A recipe's data, of which some is replaced, gone or of no recipe."""
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in draw(recipe_values(100, 512)).items()
    }
    values |= draw(st.dictionaries(NAMES, VALUES, max_size=2))
    values |= draw(st.dictionaries(st.text(max_size=4), VALUES, max_size=1))
    for name in draw(st.lists(NAMES, max_size=2)):
        values.pop(name, None)
    return values


def outcome(read: Any, data: object) -> Recipe | str:
    """Return the recipe that comes out, or else what is said about it, which is one line."""
    try:
        recipe = read(data)
    except NnartError as error:
        assert clean(str(error))
        return str(error)
    assert isinstance(recipe, Recipe)
    check_recipe(recipe)
    return recipe


@given(near_recipes())
@example({"width": 10**400})
@example({"layers": 10**400})
@example({f"a{i}": 0 for i in range(1000)})
def test_nearly_recipes_are_recipes_or_refused_the_same_in_every_way(values: dict[str, Any]) -> None:
    first = outcome(Recipe.from_dict, values)
    said = json.dumps({"nnart": "1", "recipe": values})
    again = outcome(lambda said: parse(said)[0], said)
    if isinstance(first, Recipe):
        assert again == first
    else:
        assert isinstance(again, str)
        assert again.replace("the recipe in it cannot be used: ", "") == first
    assert outcome(Recipe.from_json, json.dumps(values)) == first
    outcome(READERS["recipe-json"].read, said.encode())


@given(near_recipes(), st.none() | st.dates())
def test_nearly_recipes_in_toml_are_recipes_or_refused(values: dict[str, Any], day: date | None) -> None:
    if day is not None:
        values["seed"] = day
    try:
        written = tomli_w.dumps(values)
        data = written.encode()
    except (TypeError, UnicodeEncodeError):  # TOML has no null and no surrogates
        assume(False)
    outcome(READERS["recipe-toml"].read, data)
    one, two = outcome(Recipe.from_toml, written), outcome(Recipe.from_dict, values)
    assert one == two or isinstance(one, str) is isinstance(two, str) is True  # TOML has an order of its own


@given(near_recipes(), near_recipes())
def test_any_changes_upon_any_data_are_a_recipe_or_refused(
    values: dict[str, Any], changes: dict[str, Any]
) -> None:
    """As options upon a file that was not checked yet."""
    from nnart.recipe.changes import apply_changes

    outcome(lambda both: Recipe.from_dict(apply_changes(*both)), (values, changes))


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Data with some pieces replaced, inserted, gone or doubled."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([0, 1, 2, 4, 8, 50]))
        piece = draw(
            st.binary(max_size=8)
            | st.sampled_from([b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"\x1b[2J", b'"', b"[" * 99])
            | st.just(data[at : at + 20])
        )
        data = data[:at] + piece + data[at + length :]
    return data


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_good_files_that_were_damaged_are_read_or_refused(name: str, data: st.DataObject) -> None:
    reader = READERS[name]
    good = (CORPUS / name / f"good{reader.ending}").read_bytes()
    try:
        reader.read(reader.repaired(data.draw(damaged(good))))
    except NnartError as error:
        assert clean(str(error))


@given(VALUES | st.binary(max_size=30))
def test_what_an_error_quotes_is_one_short_line(value: object) -> None:
    quoted = nnart.errors.shown(value)
    assert clean(quoted)
    assert len(quoted) < 80


def test_arrays_are_quoted_in_one_line() -> None:
    import numpy as np

    with pytest.raises(InputError) as caught:
        Recipe(seed=np.zeros((9, 9)), width=np.zeros(3))  # type: ignore[arg-type]
    assert clean(str(caught.value))


def lines(said: str) -> Iterator[str]:
    for line in said.split("\n"):
        assert not line or line.isprintable()
        yield line


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", "png/version-escapes.png"], 1),
        (["show", f"{ESCAPE}.png"], 1),
        (["show", "a", f"{ESCAPE}.png"], 1),
        (["render", "--from", "png/row-of-gigabytes.png"], 1),
        (["render", "--from", "tiff/size-of-0-carrying-a-recipe.tif"], 1),
        (["verify", "png/row-of-gigabytes.png"], 1),
        (["render", "--recipe", "recipe-toml/key-escapes.toml"], 2),
        (["render", "--recipe", "recipe-toml/width-hexadecimal.toml"], 2),
        (["render", "--network", "network-npz/text-escapes.npz"], 1),
        (["render", "--network", "network-npz/bomb-of-bzip2-that-lies.npz"], 1),
        (["render", "--palette", str(CORPUS / "palette" / "escapes-after-colours.txt")], 1),
        (["render", "--size", ESCAPE], 2),
        ([ESCAPE], 2),
    ],
)
def test_the_command_line_says_it_in_one_line(
    nnart_: Run, tmp_path: Path, arguments: list[str], code: int
) -> None:
    shutil.copytree(CORPUS, tmp_path, dirs_exist_ok=True)
    done = nnart_(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    first, rest = lines(done.stderr)
    assert first.startswith("nnart: ")
    assert "Traceback" not in first
    assert rest == ""


@pytest.mark.slow
def test_odd_names_and_texts_are_printed_safely(nnart_: Run, tmp_path: Path) -> None:
    name = f"{ESCAPE}.png"
    shutil.copy(CORPUS / "png" / "good.png", tmp_path / name)
    shutil.copy(CORPUS / "recipe-toml" / "good-odd-text.toml", tmp_path / "odd.toml")
    shutil.copy(CORPUS / "network-toml" / "good.toml", tmp_path / f"{ESCAPE}.toml")
    odd = text((CORPUS / "recipe-json" / "good-unknown-beside.txt").read_bytes())
    (tmp_path / "odd.png").write_bytes(assembled(odd, chunk(b"IDAT", b"")))
    for arguments in (
        ["verify", name],
        ["show", name, "--toml"],
        ["show", "odd.png"],
        ["show", "odd.png", "--json"],
        ["render", "--from", name, "-o", f"{ESCAPE}-2.png"],
        ["render", "--network", f"{ESCAPE}.toml", "--size", "4"],
        ["render", "--recipe", "odd.toml", "--dry-run"],
        ["render", "--recipe", "odd.toml", "--seed", "1", "--size", "4", "--json", "-o", f"{ESCAPE}-3.png"],
    ):
        done = nnart_(*arguments)
        assert done.returncode == 0, done.stderr
        assert [*lines(done.stdout), *lines(done.stderr)]
