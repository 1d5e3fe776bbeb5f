"""TOML as plain data: what is read, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import FileError, RecipeError
from nnart.recipe.toml import PNG, parse_toml, read_values
from tests.faults_of import refused

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TABLES = st.dictionaries(
    TEXT,
    st.recursive(
        st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | TEXT,
        lambda some: st.lists(some, max_size=4) | st.dictionaries(TEXT, some, max_size=4),
        max_leaves=8,
    ),
    max_size=5,
)


@given(TABLES)
def test_any_table_comes_back(data: dict[str, object]) -> None:
    assert parse_toml(tomli_w.dumps(data)) == data


@pytest.mark.parametrize("text", ["seed =", "seed = 1\nseed = 2", "[", "seed = nosuch", "a = " + "[" * 5000])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with refused("syntax", error=RecipeError):
        parse_toml(text)


def test_the_place_of_a_mistake_is_told() -> None:
    with pytest.raises(RecipeError) as caught:
        parse_toml("seed = 1\nlayers = nosuch\n")
    assert "line 2, column 10" in caught.value.faults[0].says


def test_keys_of_thousands_of_parts_are_refused() -> None:
    """As they would take minutes."""
    assert parse_toml(".".join("a" * 400) + " = 1")["a"]
    assert parse_toml("\n".join(f"a{n}.b = 1" for n in range(2000)))
    with refused("limit", error=RecipeError):
        parse_toml(".".join("a" * 10_000) + " = 1")


def test_a_file_is_read_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("palette = 'reef' # ü\n[network]\n", encoding="utf-8")
    assert read_values(path) == {"palette": "reef", "network": {}}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (PNG + bytes(9), "kind"),
        (b"#" * 2**16 + b"\n", "limit"),
        (b"seed = '\xff'", "syntax"),
        (b"seed = ", "syntax"),
    ],
)
def test_other_files_are_refused_by_their_names(tmp_path: Path, data: bytes, rule: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    with pytest.raises(FileError) as caught:
        read_values(path)
    (fault,) = caught.value.faults
    assert fault.rule == rule
    assert "a.toml" in fault.where[0]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with refused("access", error=FileError):
        read_values(tmp_path / "a.toml")
