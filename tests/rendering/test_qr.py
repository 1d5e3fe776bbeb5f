"""QR codes, read by a program of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from nnart.errors import FileError, InputError
from nnart.recipe.armour import unwrap
from nnart.recipe.recipe import Recipe
from nnart.rendering.qr import write_qr
from tests.faults_of import refused

RECIPES = (
    Recipe(seed=7),
    Recipe(seed=2**64 - 1, palette="viridis", zoom=0.123456789, genome="mix(cross(7,12,6),99,0.03)"),
    Recipe(seed=7, palette=",".join(f"#{i:06x}" for i in range(600))),
)


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_decoder_reads_the_code(recipe: Recipe, tmp_path: Path) -> None:
    decoder = pytest.importorskip("zxingcpp")
    code = recipe.to_code()
    write_qr(code, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as picture:
        assert round(picture.info["dpi"][0]) == 300
        (found,) = decoder.read_barcodes(picture)
    assert unwrap(found.text) == unwrap(code)
    assert Recipe.from_code(found.text) == recipe


def test_a_decoder_reads_it_from_svg(tmp_path: Path) -> None:
    decoder = pytest.importorskip("zxingcpp")
    pyvips = pytest.importorskip("pyvips")
    code = Recipe(seed=7).to_code()
    write_qr(code, tmp_path / "a.svg")
    painted = pyvips.Image.new_from_file(str(tmp_path / "a.svg"), scale=4).flatten(background=255)
    (found,) = decoder.read_barcodes(painted.colourspace("b-w").numpy())
    assert found.text == code.upper()


def test_a_damaged_print_is_still_read(tmp_path: Path) -> None:
    decoder = pytest.importorskip("zxingcpp")
    code = Recipe(seed=7).to_code()
    write_qr(code, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as picture:
        grey = picture.convert("L")
    middle, blot = grey.width // 2, grey.width // 12
    grey.paste(128, (middle, middle, middle + blot, middle + blot))
    (found,) = decoder.read_barcodes(grey.rotate(7, fillcolor=255, expand=True).resize((200, 200)))
    assert found.text == code.upper()


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with refused("kind", "path", error=InputError):
        write_qr("nn1-0", tmp_path / "a.jpg")
    with refused("limit", error=InputError):
        write_qr("nn1-" + "0" * 5000, tmp_path / "a.png")
    write_qr("nn1-0", tmp_path / "a.png")
    with refused("exists", error=FileError):
        write_qr("nn1-0", tmp_path / "a.png")
    write_qr("nn1-0", tmp_path / "a.png", force=True)
    assert not (tmp_path / "a.jpg").exists()
