"""Parents: what may be one, and the seed that decides its children."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.cli.parents import choose_seed, read_parent
from nnart.errors import FileError, InputError
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from tests.byhand import NETWORK
from tests.faults_of import refused


def test_a_parent_is_a_seed_a_recipe_or_a_picture(tmp_path: Path) -> None:
    recipe = Recipe(seed=7, layers=3, width=9)
    (tmp_path / "r.toml").write_text(recipe.to_toml())
    nnart.save(Job(recipe, (8, 8)), tmp_path / "a.png")
    assert read_parent("7") == Recipe(seed=7)
    assert read_parent(str(tmp_path / "r.toml")) == recipe
    assert read_parent(str(tmp_path / "a.png")) == calibrate(recipe)


def test_a_network_by_hand_is_no_parent(tmp_path: Path) -> None:
    nnart.save(Job(Recipe(palette="ink", tone="stretch"), (8, 8), network=NETWORK), tmp_path / "a.png")
    with pytest.raises(InputError) as caught:
        read_parent(str(tmp_path / "a.png"))
    (fault,) = caught.value.faults
    assert (fault.rule, fault.where) == ("kind", (repr(str(tmp_path / "a.png")),))


def test_what_is_not_there_is_no_parent() -> None:
    with refused("absent", error=FileError):
        read_parent("no/such.png")


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
