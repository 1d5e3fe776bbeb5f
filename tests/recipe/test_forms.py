"""Forms: recipes as TOML, JSON, codes, and whatever nnart prints of a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from nnart.errors import FileError, InputError
from nnart.recipe.codes import write_code
from nnart.recipe.forms import has_value, parse, read_values
from nnart.recipe.recipe import Recipe
from nnart.recipe.toml import MAX_TEXT
from nnart.recipe.versions import VERSION
from tests.faults_of import refused
from tests.recipe.test_toml import ENCODINGS
from tests.strategies import recipes


@given(recipes())
def test_every_form_is_read(recipe: Recipe) -> None:
    for text in (recipe.to_toml(), recipe.to_json(), recipe.to_code(), f"look: {recipe.to_code()}!\n"):
        assert Recipe.from_dict(parse(text)) == recipe
    assert parse("# nn1-0cw0s1htkw\nseed = 8\n") == {"seed": 8}
    assert parse("see https://example.com/?c=nn1-0cw0s1htkw&size=4k")["seed"] == 7


def test_what_nnart_prints_of_a_picture_is_read() -> None:
    recipe = Recipe(seed=7)
    facts = {
        "format": "PNG",
        "size": [30, 20],
        "bits": 16,
        "dpi": None,
        "digest": "0",
        "recipe": recipe.to_dict(),
    }
    values = parse(json.dumps(facts))
    assert (values.pop("size"), values.pop("bits")) == ([30, 20], 16)
    assert values == recipe.to_dict()
    field = parse(json.dumps({"bits": 32, "recipe": recipe.to_dict(), "network": {"layers": []}}))
    assert "bits" not in field and field["network"] == {"layers": []}
    assert parse(json.dumps({"nnart": "0.1.0", "recipe": recipe.to_dict()})) == recipe.to_dict()


def test_a_codes_size_is_read() -> None:
    values: dict[str, Any] = {"version": VERSION, "seed": 7, "size": [30, 20], "dpi": 300}
    assert parse(write_code(values)) == values


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{", "syntax"),
        ("[1", "syntax"),
        ('{"seed": 7}\n{"seed": 8}\n', "count"),
        ("{}", "missing"),
        ('{"version": 3}', "missing"),
        ("{" + '"a":{' * 5000, "syntax"),
        ("nnart render a.png", "kind"),
        ("nn1-0cw0s1htkx", "damaged"),
        ("see nn2-0cw0s1htkw", "version"),
        ("some text", "syntax"),
        ("# nn1-0cw0s1htkw\nseed = 7\nlayers = \n", "syntax"),
    ],
)
def test_other_texts_are_refused(text: str, rule: str) -> None:
    with refused(rule, error=InputError):
        parse(text)


def test_a_file_is_read_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("palette = 'reef' # ü\n[network]\n", encoding="utf-8")
    assert read_values(path) == {"palette": "reef", "network": {}}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"\x89PNG" + bytes(9), "syntax"),
        (b"", "missing"),
        (b" \n", "missing"),
        (b"# seed = 7\n", "missing"),
        ("seed = 7".encode("utf-32"), "syntax"),
        ("seed = 7".encode("utf-16")[:-1], "syntax"),
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


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_text_is_read_as_editors_and_shells_write_it(tmp_path: Path, encoding: str, ending: str) -> None:
    """PowerShell's > writes UTF-16 with a byte order mark, and its Out-File UTF-8 with one."""
    path = tmp_path / "a.toml"
    text = "seed = 7\n# größer, 大きい\npalette = 'reef'\n".replace("\n", ending)
    path.write_bytes(text.encode(encoding))
    assert read_values(path) == {"seed": 7, "palette": "reef"}


def test_as_many_characters_are_read_in_any_encoding(tmp_path: Path) -> None:
    """A recipe that is as long as it may be is no longer in UTF-16."""
    path = tmp_path / "a.toml"
    text = "seed = 7\n#".ljust(MAX_TEXT, "x")
    for encoding in ENCODINGS:
        path.write_bytes(text.encode(encoding))
        assert read_values(path) == {"seed": 7}
        path.write_bytes(f"{text}x".encode(encoding))
        with refused("limit", error=FileError):
            read_values(path)


def _printed() -> dict[str, Any]:
    recipe = Recipe(seed=7, layers=3, width=9, detail=6.0, gain=2.5)
    return {"digest": recipe.digest, "recipe": recipe.to_dict()}


def test_values_beside_a_recipe_that_differ_are_refused() -> None:
    data = _printed()
    assert parse(json.dumps({**data, "seed": 7}))["seed"] == 7
    with refused("conflict", "layers"):
        parse(json.dumps({**data, "layers": 5}))


def test_a_gain_of_another_recipe_is_refused() -> None:
    data = _printed()
    assert parse(json.dumps(data))["gain"] == 2.5
    data["recipe"]["layers"] = 5
    with refused("conflict", "gain"):
        parse(json.dumps(data))
    del data["recipe"]["gain"]
    assert "gain" not in parse(json.dumps(data))


def test_values_beside_the_recipe_are_refused() -> None:
    data = Recipe(seed=7).to_dict()
    for name, value in {"layers": 5, "seed": 8, "gain": 3.5}.items():
        with refused("conflict", name):
            parse(json.dumps({name: value, "recipe": data}))
    assert parse(json.dumps({"layers": 20, "recipe": data})) == data
    for seed in ({"seed": 7}, {"seed": 7, "seed_text": "7"}, {"seed": 7.0}):
        assert parse(json.dumps({**seed, "recipe": data, "found": {"gain": 3.5}})) == data


@pytest.mark.parametrize("blank", ["\xa0", "\u202f", "\u3000", " \xa0\t"])
def test_blanks_as_phones_type_them_are_blanks(blank: str) -> None:
    assert parse(f"palette{blank}= 'reef'") == {"palette": "reef"}
    assert parse(f"# was nn1-0cw0s1htkw\n{blank}seed{blank}={blank}9\n") == {"seed": 9}


def test_a_value_stands_on_one_line() -> None:
    assert not has_value("seed\n= 9") and not has_value("seed\r\n= 9")
    assert has_value("\r\nseed = 9")
    for blank in ("\n", " ", "\xa0", "a"):  # or it would take hours
        assert not has_value(blank * 2**20)
