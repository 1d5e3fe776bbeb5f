"""TOML as plain data: what is read, and what is refused with its place."""

from __future__ import annotations

import math

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError, RecipeError
from nnart.recipe.recipe import Recipe
from nnart.recipe.toml import decode_text, is_text, parse_toml, write_toml
from nnart.studio.reading import read_text
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
    for key in (".".join("a" * 501), ".".join("a" * 10_000), '",".' * 2**18 + "a", "',\"#'. " * 2**18 + "a"):
        for text in (f"{key} = 1", f"[{key}]", f"a = {{{key} = 1}}", f"a = '''\n'\n''''' # '\n{key} = 1"):
            with refused("limit", error=RecipeError):
                parse_toml(text)


@given(TABLES, st.lists(TEXT, min_size=51, max_size=60))
def test_so_are_they_behind_any_other_text(data: dict[str, object], parts: list[str]) -> None:
    """What seems to be a text, and no part of a key, is what TOML takes for one."""
    key = ".".join([tomli_w.dumps({part: 1}).removesuffix(" = 1\n") for part in parts] * 10)
    with refused("limit", error=RecipeError):
        parse_toml(f"{tomli_w.dumps(data)}\n{key} = 1\n")


@pytest.mark.parametrize("marks", ['"', "'", '"""', "'''"])
def test_dots_in_texts_and_comments_part_no_keys(marks: str) -> None:
    dots = "oklab(0.5 0.1 -0.1); " * 500
    assert parse_toml(f"a = {marks}{dots}{marks} # {dots}\nb = 1\n# {dots}") == {"a": dots, "b": 1}


@pytest.mark.parametrize("text", ['a = "', "a = '", 'a = """', "a = '''", '"', "'''"])
def test_texts_that_do_not_end_take_no_longer(text: str) -> None:
    """Else this would take hours."""
    for part in ('\\"', ".", '"\n', "'\n"):
        with refused("syntax", error=RecipeError):
            parse_toml(text + part * 2**18)


def test_tables_within_tables_are_read() -> None:
    """One in another for thousands of times, which a recursion over them would not end."""
    key = ".".join("a" * 400)
    number = "0x" + "f" * 5000
    data = parse_toml(f"x = {{{key} = {{{key} = {{{key} = {number}}}}}}}")["x"]
    for _ in range(1200):
        data = data["a"]
    assert data == math.inf


def test_numbers_that_are_too_long_to_be_written_are_refused_by_whoever_takes_them() -> None:
    number = "0x" + "f" * 20_000
    for name in ("a", "preset", "seed", "layers", "palette", "version"):
        with pytest.raises(RecipeError) as caught:
            Recipe.from_toml(f"{name} = {number}")
        assert len(str(caught.value)) < 400
    for name in ("a", "size", "dpi", "network"):
        with pytest.raises(InputError) as refusal:
            read_text(f"seed = 7\n{name} = {number}")
        assert len(str(refusal.value)) < 400


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")  # the third has a mark, in either order


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@given(TEXT.filter(lambda text: text[:1].isascii() and "\0" not in text))
def test_any_text_comes_back(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding)) == text
    assert decode_text(b"\xfe\xff" + text.encode("utf-16-be")) == text


@given(st.binary(max_size=60))
def test_no_bytes_are_a_crash(data: bytes) -> None:
    try:
        assert "\0" not in decode_text(data)
    except InputError as error:
        assert str(error).isprintable()


def test_the_first_bytes_tell_text_from_pictures() -> None:
    for encoding in ENCODINGS:
        assert is_text("seed = 7\r\n\t大きい".encode(encoding))
    assert is_text("# größer".encode()[:5])  # cut within a character
    assert is_text(b"")
    for head in (
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"\0\0\0\x20ftypavif",
        b"II*\0",
        b"PK\3\4",
        b"\x7fELF",
    ):
        assert not is_text(head)


def test_a_seed_that_other_programs_cannot_read_is_written_as_text() -> None:
    assert write_toml({"seed": 2**63 - 1}) == f"seed = {2**63 - 1}\n"
    assert write_toml({"seed": 2**63, "zoom": 1.0}) == f'seed = "{2**63}"\nzoom = 1.0\n'
