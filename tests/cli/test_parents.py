"""Parents: what may be one, and the seed that decides its children."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.cli.given import Given
from nnart.cli.parents import OPTIONS, Named, choose_seed, read_parents
from nnart.errors import FileError, InputError
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from tests.byhand import NETWORK, TOML
from tests.faults_of import refused

NOTHING: Given = dict.fromkeys(OPTIONS) | {"exact": False}


def read_parent(text: str, **given: Any) -> Named:
    (parent,) = read_parents(NOTHING | given, picture=text)
    return parent


def test_a_parent_is_a_seed_a_recipe_or_a_picture(tmp_path: Path) -> None:
    recipe = Recipe(seed=7, layers=3, width=9)
    (tmp_path / "r.toml").write_text(recipe.to_toml())
    nnart.save(Job(recipe, (8, 8)), tmp_path / "a.png")
    assert read_parent("7") == Named("seed 7", Recipe(seed=7))
    assert read_parent(str(tmp_path / "r.toml")) == Named("r.toml", recipe)
    assert read_parent(str(tmp_path / "a.png")) == Named("a.png", calibrate(recipe))


def test_options_come_before_what_parents_have(tmp_path: Path) -> None:
    recipe = Recipe(seed=7, layers=3, width=9, palette="reef", detail=4.0)
    nnart.save(Job(recipe, (8, 8)), tmp_path / "a.png")
    given = {"palette": "navy,gold", "detail": 2.0, "zoom": 2.0, "center": "0.5,0"}
    changes: dict[str, Any] = {"palette": "navy,gold", "detail": 2.0, "zoom": 2.0, "center": (0.5, 0.0)}
    parents = read_parents(NOTHING | given, one=str(tmp_path / "a.png"), other="12")
    assert [parent.recipe for parent in parents] == [recipe.replace(**changes), Recipe(seed=12, **changes)]


def test_seeds_take_every_option_of_a_recipe() -> None:
    given = NOTHING | {"preset": "silk", "layers": 5, "symmetry": "mirror"}
    parents = read_parents(given, one="7", other="12")
    values = nnart.preset("silk").values | {"layers": 5, "symmetry": "mirror"}
    assert [parent.recipe for parent in parents] == [Recipe(seed=seed, **values) for seed in (7, 12)]


@pytest.mark.parametrize(
    "given",
    [
        {"layers": 5},
        {"width": 5},
        {"activation": "sin"},
        {"symmetry": "mirror"},
        {"preset": "silk"},
        {"recipe": "r.toml"},
        {"source": "3"},
        {"network": "n.toml"},
    ],
)
def test_pictures_bring_their_shapes_along(given: dict[str, Any], tmp_path: Path) -> None:
    nnart.save(Job(Recipe(seed=7, layers=3, width=9), (8, 8)), tmp_path / "a.png")
    with refused("conflict", *given, error=InputError):
        read_parents(NOTHING | given, one="7", other=str(tmp_path / "a.png"))


def test_a_genome_is_no_option_of_parents() -> None:
    with refused("conflict", "genome", error=InputError):
        read_parent("7", genome="mix(1,2,0.5)")


def test_a_network_by_hand_is_no_parent(tmp_path: Path) -> None:
    nnart.save(Job(Recipe(palette="ink", tone="stretch"), (8, 8), network=NETWORK), tmp_path / "a.png")
    with pytest.raises(InputError) as caught:
        read_parent(str(tmp_path / "a.png"))
    (fault,) = caught.value.faults
    assert (fault.rule, fault.where) == ("kind", (repr(str(tmp_path / "a.png")),))
    (tmp_path / "two.toml").write_text(TOML)
    with refused("conflict", "network", error=InputError):
        read_parent("7", network=str(tmp_path / "two.toml"))


def test_what_is_not_there_is_no_parent() -> None:
    with refused("absent", error=FileError):
        read_parent("no/such.png")


def test_parents_are_called_by_file_or_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = Recipe(seed=7, layers=3, width=9)
    tiles = tuple(nnart.Tile(name, recipe) for name in ("3", "8, 12"))
    nnart.render_sheet(nnart.Sheet(tiles, 2), tmp_path / "family.png", (8, 8))
    assert read_parent(f"{tmp_path}/family.png#8,12").name == "family.png#8,12"
    data = (tmp_path / "family.png").read_bytes()
    nnart.save(Job(recipe, (8, 8)), tmp_path / f"{'x' * 60}.png")
    assert len(read_parent(f"{tmp_path}/{'x' * 60}.png").name) == 41
    for text, name in (("-#3", "tile 3 from standard input"), ("-", "a picture from standard input")):
        source = data if "#" in text else (tmp_path / f"{'x' * 60}.png").read_bytes()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(source)))
        assert read_parent(text).name == name


def test_one_seed_decides(capsys: pytest.CaptureFixture[str]) -> None:
    assert choose_seed("7") == 7
    assert capsys.readouterr().err == ""
    drawn = choose_seed(None)
    assert 0 <= drawn < 2**32
    assert str(drawn) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "rule"), [("1,2", "count"), ("1..2", "count"), ("x", "syntax"), ("-1", "syntax")]
)
def test_what_is_not_one_seed_is_refused(text: str, rule: str) -> None:
    with refused(rule, "seed", error=InputError):
        choose_seed(text)
