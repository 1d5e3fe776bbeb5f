"""The recipes that options ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.cli.given import OPTIONS, Given
from nnart.cli.recipes import read_request
from nnart.errors import InputError, NnartError
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from tests.byhand import TOML
from tests.conftest import Run
from tests.faults_of import refused


def options(**given: Any) -> Given:
    """Return options of which only some are given."""
    assert given.keys() <= OPTIONS.keys()
    return dict.fromkeys(OPTIONS) | {"exact": False} | given


@pytest.mark.parametrize(
    ("name", "text", "way"),
    [
        ("layers", "2,5,10", "nnart sweep --layers 2,5,10 paints each"),
        ("layers", "2..4", "nnart sweep --layers 2..4 paints each"),
        ("detail", "0.5..3:4", "nnart sweep --detail 0.5..3:4 paints each"),
        ("zoom", "1,5", "one number is 1.5"),
    ],
)
def test_several_numbers_are_told_of_sweeps(name: str, text: str, way: str) -> None:
    with refused("count", name) as caught:
        read_request(options(seed="7", **{name: text}))
    assert way in str(caught.value)


@pytest.mark.parametrize("text", ["x", "1,b", "..", "-", "2.", ""])
def test_what_is_no_number_at_all_is_refused_as_ever(text: str) -> None:
    with refused("range", "layers"):
        read_request(options(seed="7", layers=text)).recipes()


def test_what_seeds_choose_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    given = dict.fromkeys(OPTIONS) | {"exact": False, "preset": "any", "seed": "8"}
    eight, nine = (nnart.preset("any", seed).name for seed in (8, 9))
    for seeds, said in (("8", f"seed 8 chooses the preset {eight}"), ("8,9", f"presets: 8 {eight}, 9 {nine}")):
        read_request(given | {"seed": seeds}).tell(quiet=False)
        assert capsys.readouterr().err == f"{said}\n"
    read_request(given | {"seed": "0..24"}).tell(quiet=False)
    read_request(given).tell(quiet=True)
    assert capsys.readouterr().err == ""
    with refused("range", "layers"):
        read_request(given | {"layers": 0}).recipes()


def test_a_seed_that_is_written_twice_is_painted_once() -> None:
    assert read_request(options(seed="3,5,3,4..5")).seeds == [3, 5, 4]


def test_a_recipe_is_made_for_every_seed() -> None:
    found = read_request(options(seed="3..5,9", layers=3, center="0.5,-1", z="1,2"))
    assert found.recipes() == [
        Recipe(seed=seed, layers=3, center=(0.5, -1.0), z=(1.0, 2.0)) for seed in (3, 4, 5, 9)
    ]
    assert found.recipes(2) == found.recipes()[:2]
    assert not found.drawn


def test_a_seed_is_drawn_where_nothing_gives_one(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("seed = 5\n")
    assert read_request(options()).drawn
    assert len(read_request(options()).seeds) == 1
    for some in (options(seed="5"), options(recipe=tmp_path / "r.toml")):
        found = read_request(some)
        assert ([*found.seeds], found.drawn) == ([5], False)
    found = read_request(options(), seeds=[1, 2])
    assert ([*found.seeds], found.drawn) == ([1, 2], False)


@given(st.floats(0, 8), st.sampled_from([8, 16]))
def test_a_tolerance_is_in_levels_of_the_pictures_bits(levels: float, bits: int) -> None:
    (found,) = read_request(options(seed="1", tolerance=levels * (257 if bits == 16 else 1)), bits).recipes()
    assert found.tolerance == pytest.approx(levels)


@pytest.mark.parametrize(
    ("given_", "bits", "rule", "names"),
    [
        ({"exact": True, "tolerance": 0.5}, 8, "conflict", ("exact", "tolerance")),
        ({"tolerance": 8.1}, 8, "range", ("tolerance",)),
        ({"tolerance": -0.1}, 16, "range", ("tolerance",)),
        ({"tolerance": 2056.5}, 16, "range", ("tolerance",)),
        ({"tolerance": "x"}, 8, "range", ("tolerance",)),
        ({"seed": "x"}, 8, "syntax", ("seed",)),
        ({"genome": "mix(1,2,0.5)", "seed": "1..3"}, 8, "conflict", ("genome",)),
        ({"preset": "silk", "source": "7"}, 8, "conflict", ("preset", "source")),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    given_: dict[str, Any], bits: int, rule: str, names: tuple[str, ...]
) -> None:
    with refused(rule, *names, error=InputError):
        read_request(options(**{"seed": "1", **given_}), bits)


def test_exact_is_no_tolerance() -> None:
    (found,) = read_request(options(seed="1", exact=True)).recipes()
    assert found == Recipe(seed=1, tolerance=0.0)


def test_what_draws_a_network_contradicts_one_by_hand(tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    given_ = options(network=tmp_path / "two.toml", zoom=2.0)
    (found,) = read_request(given_).recipes()
    assert found == Recipe(palette="ink", tone="stretch", zoom=2.0)
    for name, value in (("layers", 3), ("preset", "silk")):
        with refused("conflict", name, error=NnartError):
            read_request(given_ | {name: value})


def test_a_genome_without_a_seed_is_refused(tmp_path: Path) -> None:
    """A seed that is drawn would take its place without a word."""
    path = tmp_path / "child.toml"
    path.write_text('genome = "mix(1,2,0.5)"\n')
    with refused("missing", "seed", error=InputError):
        read_request(options(recipe=path))
    path.write_text('seed = 7\ngenome = "mix(1,2,0.5)"\n')
    assert read_request(options(recipe=path)).recipes()[0].genome == "mix(1,2,0.5)"


def test_other_seeds_than_a_childs_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A genome takes the place of a seed; with a seed that is given, it is not kept."""
    (child,) = nnart.breed(Recipe(seed=7, layers=3), Recipe(seed=9, layers=3), 1, 0)
    (tmp_path / "r.toml").write_text(child.to_toml())
    (found,) = read_request(options(recipe=tmp_path / "r.toml")).recipes()
    assert found == child
    assert capsys.readouterr().err == ""
    said = f"what was bred is seed {child.seed}; other seeds keep its colours and knobs alone\n"
    for values, count in (({"seed": "3"}, None), ({}, 3)):
        chosen = read_request(options(recipe=tmp_path / "r.toml", **values), count=count)
        assert [recipe.genome is None for recipe in chosen.recipes()] == (
            [True] if values else [False, True, True]
        )
        chosen.tell(quiet=False)
        assert capsys.readouterr().err == said


def test_a_zoom_that_is_nearly_a_part_is_one_where_edges_fit(main_: Run, tmp_path: Path) -> None:
    main_("render", "7", "--seamless", "xy", "--layers", "2", "--width", "4", "--size", "8", "-o", "a.png")
    done = main_("render", "a.png", "--zoom", "0.333", "-o", "b.png")
    assert done.stderr.startswith("zoom 0.333 is taken as 1/3")
    assert nnart.read(tmp_path / "b.png").recipe.zoom == 1 / 3
    assert "take zoom 1/3" in main_("render", "a.png", "--zoom", "0.4", "-o", "c.png").stderr


def test_presets_are_shown_side_by_side_from_one_seed(main_: Run, tmp_path: Path) -> None:
    assert "nnart sheet silk ink --seed 7" in main_("render", "7", "--preset", "silk,ink").stderr
    assert main_("sheet", "silk", "ink", "--seed", "7", "--size", "8", "-o", "a.png").returncode == 0
    assert [tile.name for tile in read_sheet(tmp_path / "a.png").tiles] == ["silk", "ink"]


def test_little_and_much_are_told_in_numbers(main_: Run) -> None:
    assert "3 is little, 6 the default, 14 much" in main_("render", "7", "--detail", "low").stderr
