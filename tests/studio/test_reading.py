"""Reading: the look in what a person pastes or drops."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import nnart
from nnart.errors import FileError, InputError, NnartError
from nnart.recipe.presets import recipe_from
from nnart.recipe.recipe import Recipe
from nnart.sources.picturecolours import read_palette
from nnart.studio.looks import read_look
from nnart.studio.reading import read_file, read_text
from tests.photographs import photographs
from tests.readers import CORPUS
from tests.studio.client import SAME, Client

RECIPE = Recipe(seed=7, layers=3, width=10, palette="reef")
FILES = sorted(path for path in CORPUS.glob("*/*") if path.stat().st_size < 2**20)


def png(recipe: Recipe = RECIPE) -> bytes:
    return nnart.render(recipe, (24, 16)).to_bytes()


@pytest.mark.parametrize(
    ("text", "recipe"),
    [
        ("7", Recipe(seed=7)),
        (" seed 7\n", Recipe(seed=7)),
        ("#7", Recipe(seed=7)),
        ("nnart-7", Recipe(seed=7)),
        (str(2**64 - 1), Recipe(seed=2**64 - 1)),
        ("cross(7,12,3)", Recipe(seed=7, genome="cross(7,12,3)")),
        (RECIPE.to_toml(), RECIPE),
        ("seed = 7\nlayers = 3\nwidth = 10\npalette = 'reef'", RECIPE),
        (RECIPE.to_json(), RECIPE),
        (RECIPE.to_code(), RECIPE),
        (f"look: {RECIPE.to_code()}, nice", RECIPE),
        ("$ nnart render 7 --layers 3 --width 10 --palette reef", RECIPE),
        ("http://127.0.0.1:8000/#tune?seed=7&layers=3&width=10&palette=reef", RECIPE),
        ("#zoom?seed=7&layers=3&width=10&palette=reef&z=", RECIPE),
        ("http://127.0.0.1:8000/api/picture?seed=7&layers=3&width=10&palette=reef&size=40&format=png", RECIPE),
        ("/api/picture?seed=7&layers=3&width=10&palette=reef&size=40&format=webp&v=0.1.0", RECIPE),
        ("#zoom?seed=7&layers=3&width=10&palette=reef&at=0.1,0.2,0.3", RECIPE),
        ("seed=7&layers=3&width=10&palette=reef", RECIPE),
    ],
)
def test_a_text_has_a_look(client: Client, text: str, recipe: Recipe) -> None:
    headers = SAME | {"Content-Type": "text/plain; charset=utf-8"}
    answer = client.ask("POST", "/api/read", content=text.encode(), headers=headers)
    assert answer.status_code == 200, answer.text
    assert read_look(answer.json()["look"]).without_gain == recipe


def test_a_preset_has_a_seed_drawn() -> None:
    look = read_text("Silk")["look"]
    assert read_look(look) == recipe_from(nnart.preset("silk").values, {"seed": int(look["seed"])})
    assert read_look(read_text("any")["look"])


def test_a_favourite_is_known_by_its_name(client: Client) -> None:
    nnart.keep(RECIPE, "dusk")
    assert read_look(read_text("dusk")["look"]) == RECIPE
    client.get("/")


def test_the_shape_in_an_address_comes_along() -> None:
    for view in ("tune", "zoom"):
        assert read_text(f"#{view}?seed=7&shape=3:2") == {"look": {"seed": "7"}, "shape": "3:2"}


def test_size_and_bits_come_along() -> None:
    assert read_text("nnart render 7 --size 4k --bits 16") == {
        "look": {"seed": "7"},
        "size": "3840x2160",
        "bits": 16,
    }


@pytest.mark.parametrize("text", ["reef", "#0b132b,#f5cb5c", "navy,gold", "viridis"])
def test_colours_are_a_palette(text: str) -> None:
    assert read_text(text) == {"palette": text}


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "",
        "/etc/passwd",
        "seed = ",
        "nnart sheet 7",
        "nn1-0cw0s1htkx",
        "1,2,3",
        "#tune?seed=x",
        "7" * 30,
        "//[",
        "http://[",
        "http://[::1/#tune?seed=7",
        "http://\u2100/",  # whose host would have a slash in it
        "#tune?seed=" + "7" * 5000,
        "seed = 00" + "7" * 5000,
        "preset = 'any'\nseed = 0x" + "7" * 5000,
        "seed = 7\nsize = 0x" + "7" * 5000,
        "preset = 'silk'\nseed = 7\nsymmetry = 0x" + "7" * 5000,
        "layers = 3\n[recipe]\nseed = 7\nlayers = 0x" + "7" * 5000,
        "cross(7,12," + "7" * 5000 + ")",
    ],
)
def test_what_is_none_of_these_is_refused(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        read_text(text)
    assert caught.value.faults[0].says


def test_no_file_is_opened_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(png())
    monkeypatch.chdir(tmp_path)
    for text in ("a.png", str(tmp_path / "a.png"), "a.png#7", f"file://{tmp_path}/a.png", "nnart render a.png"):
        with pytest.raises(InputError):
            read_text(text)


@pytest.mark.parametrize("form", ["png", "jpg", "webp", "tif", "avif"])
def test_a_picture_has_its_look(client: Client, form: str) -> None:
    data = nnart.render(RECIPE, (24, 16)).to_bytes(form)
    headers = SAME | {"Content-Type": "application/octet-stream"}
    answer = client.ask("POST", "/api/read", content=data, headers=headers)
    assert answer.status_code == 200, answer.text
    assert read_look(answer.json()["look"]) == RECIPE
    assert answer.json()["size"] == "24x16"


def test_so_has_a_recipes_file() -> None:
    assert read_look(read_file(RECIPE.to_toml().encode())["look"]) == RECIPE
    assert read_look(read_file(RECIPE.to_code().encode())["look"]) == RECIPE


def test_a_photograph_gives_its_colours() -> None:
    image = next(iter(photographs().values()))
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    assert read_file(stream.getvalue()) == {"palette": read_palette(io.BytesIO(stream.getvalue()))}


def test_a_file_of_colours_is_a_palette() -> None:
    assert read_file(b"#0b132b\n#f5cb5c\n") == {"palette": "#0b132b,#f5cb5c"}
    with pytest.raises(InputError, match="neither a picture nor a recipe"):
        read_file(b"Dear diary, today\n")


def test_a_sheet_a_film_and_a_network_by_hand_say_what_to_do(tmp_path: Path) -> None:
    nnart.render_sheet([7, 8], tmp_path / "sheet.png", size=16, layers=3, width=8)
    network = nnart.network_of(RECIPE)
    by_hand = nnart.render(RECIPE, (24, 16), network=network).to_bytes()
    for data, says in (
        ((tmp_path / "sheet.png").read_bytes(), "sheet of several pictures"),
        (b"GIF89a" + bytes(99), "a film"),
        (bytes(4) + b"ftypisom" + bytes(99), "a film"),
        (by_hand, "network by hand"),
    ):
        with pytest.raises(NnartError, match=says) as raised:
            read_file(data)
        assert raised.value.faults[0].ways


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_hostile_files_are_read_or_refused(path: Path) -> None:
    try:
        found = read_file(path.read_bytes())
    except (InputError, FileError) as error:
        assert error.faults[0].says
    else:
        assert found.keys() & {"look", "palette"}


@pytest.mark.parametrize("part", [b"\n", b" ", b"a", b"a\n", b"{", b"=", b"a ", b"#", b'"', b"-"], ids=repr)
def test_time_grows_no_faster_than_files(part: bytes) -> None:
    """Else this would take days."""
    with pytest.raises((InputError, FileError)):
        read_file(part * (2**24 // len(part)))


def test_another_type_is_refused(client: Client) -> None:
    answer = client.ask("POST", "/api/read", content=b"7", headers=SAME | {"Content-Type": "text/html"})
    assert answer.status_code == 400
    answer = client.ask("POST", "/api/read", content=b"\xff\xff", headers=SAME | {"Content-Type": "text/plain"})
    assert answer.status_code == 400
