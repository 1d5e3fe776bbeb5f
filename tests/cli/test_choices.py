"""What seeds choose: presets and palettes, as they are told and labelled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.cli.choices import (
    MAX_TOLD,
    choice_of,
    describe_palettes,
    knobs_chosen,
    palettes_among,
    tell_choices,
)
from nnart.recipe.palettes import choose_palette
from tests.conftest import Run

BRANDS = "ink;navy,gold"


@pytest.mark.parametrize("palette", [BRANDS, ["ink", "navy,gold"]])
def test_several_palettes_are_chosen_among(palette: Any) -> None:
    assert palettes_among({"palette": palette}) == ["ink", "navy,gold"]
    for seed in range(9):
        assert choice_of({"palette": palette}, {}, seed)["palette"] == choose_palette(
            seed, ["ink", "navy,gold"]
        )


@pytest.mark.parametrize("palette", ["ink", "navy,gold", "navy,reef", 7, [7], None])
def test_of_one_palette_or_none_nothing_is_chosen(palette: Any) -> None:
    """What is wrong is refused with the recipe."""
    assert palettes_among({"palette": palette}) == []
    assert choice_of({}, {"palette": palette}, 3) == {}


def test_what_is_given_is_not_chosen() -> None:
    chosen = knobs_chosen({"preset": "any"}, {"layers": 3})
    assert "activation" in chosen and "layers" not in chosen
    assert knobs_chosen({"palette": "ink"}, {"palette": BRANDS}) == {"palette"}
    assert knobs_chosen({}, {"layers": 3}) == frozenset()


def test_choices_are_told_by_the_names_of_pictures() -> None:
    one = choice_of({"preset": "any", "palette": BRANDS}, {}, 8)
    preset = nnart.preset("any", 8).name
    assert tell_choices({"8": one}, 2) == [
        f"seed 8 chooses the preset {preset}",
        f"seed 8 chooses {one['palette']} among 2 palettes",
    ]
    assert tell_choices({"A": one, "1": one}, 2) == [
        f"presets: A {preset}, 1 {preset}",
        f"palettes: A {one['palette']}, 1 {one['palette']}",
    ]
    assert tell_choices({"1": {}, "2": {}}, 0) == tell_choices({}, 0) == []
    assert tell_choices({str(n): one for n in range(MAX_TOLD + 1)}, 2) == []


def test_palettes_are_described_in_a_heading() -> None:
    assert describe_palettes(["ink", "#000080,gold"]) == "palette ink or navy,gold"
    assert describe_palettes(["ink"] * 5) == "one of 5 palettes"
    assert describe_palettes([]) == ""


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("sheet", "0..2"), "seeds 0..2"),
        (("sweep", "0..2", "--layers", "2,3"), "by layers and seed"),
        (("explore", "--seeds", "0..2", "--keep", "2"), "striking: 2 of 3 seeds"),
    ],
)
def test_every_sheet_says_what_its_seeds_choose_among(
    words: tuple[str, ...], title: str, main_: Run, tmp_path: Path
) -> None:
    """And nothing that its tiles share by chance."""
    several = ("--preset", "any") if words[0] == "sweep" else ("--preset", "any", "--palette", BRANDS)
    done = main_(*words, *several, "--size", "16", "-o", "a.png")
    assert "presets: " in done.stderr
    assert ("palettes: " in done.stderr) == ("--palette" in several)
    shown = nnart.read_sheet(tmp_path / "a.png").title
    palettes = ", palette ink or navy,gold" * ("--palette" in several)
    assert shown == f"{title}, preset any{palettes}"


def test_render_tells_what_seeds_choose(main_: Run) -> None:
    done = main_("render", "3..5", "--preset", "any", "--palette", BRANDS, "--size", "8")
    assert done.stderr.startswith("presets: 3 silk, 4 panes, 5 blossom\npalettes: 3 ")
