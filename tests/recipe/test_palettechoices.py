"""Several palettes in one text, of which each seed takes one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe import palettes
from nnart.recipe.palettechoices import MAX_CHOICES, check, choices, choose, expand, has_choices, join, remarks
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused

_PALETTES = [
    "reef",
    "fern_r",
    "navy,gold",
    "rgb(1, 2, 3), white",
    "#fff,#000",
    "navy",
    "viridis",
    "rust:#fff,#000",
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("reef", ["reef"]),
        ("reef,fern", ["reef", "fern"]),
        ("Reef , viridis_r", ["Reef", "viridis_r"]),
        ("reef; navy,gold", ["reef", "navy,gold"]),
        ("reef,fern; navy", ["reef", "fern", "navy"]),
        ("navy,gold", ["navy,gold"]),
        ("navy;gold;", ["navy", "gold"]),
        ("rgb(1,2,3),gold", ["rgb(1,2,3),gold"]),
        ("plum,gold", ["plum,gold"]),  # colours of CSS
        ("plum,reef", ["plum", "reef"]),  # palettes of nnart's own
        ("navy_r,reef", ["navy_r", "reef"]),
        ("cmap:blue,reef", ["cmap:blue", "reef"]),
        ("reef,reef,fern", ["reef", "reef", "fern"]),
        ("x:#fff,#000;reef", ["x:#fff,#000", "reef"]),
        ("", [""]),
        (";", [";"]),
    ],
)
def test_a_text_names_one_palette_or_several(text: str, found: list[str]) -> None:
    assert choices(text) == found


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("navy,reef", "conflict", ["colours (navy)", "palettes (reef)", "'navy;reef'", "'navy,white'"]),
        ("blue,reef", "conflict", ["colours (blue)"]),  # the catalogue's blue is behind CSS's
        ("plum,orchid", "conflict", ["'plum;orchid'", "'#dda0dd,#da70d6'"]),
        ("navy,gould", "syntax", ["'gould' is not a colour"]),
        ("reef,fern,nosuch", "unknown", ["'nosuch' is not a palette"]),
        ("navy,", "syntax", ["a comma too many"]),
        ("reef,,fern", "syntax", ["a comma too many"]),
        ("255,128,64", "syntax", ["'rgb(255,128,64)'"]),
        ("255,128,100", "syntax", ["'rgb(255,128,100)'", "'#255,#128,#100'"]),
        ("255", "syntax", ["'#255'"]),
        ("reef;" * (MAX_CHOICES + 1), "count", [f"{MAX_CHOICES}"]),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(text: str, rule: str, words: list[str]) -> None:
    with refused(rule) as caught:
        choices(text)
    assert all(word in str(caught.value) for word in words)


@given(st.lists(st.sampled_from(_PALETTES), min_size=1, max_size=6), st.integers(0, 2**64 - 1))
def test_a_seed_chooses_as_it_chooses_among_nnarts_own(several: list[str], seed: int) -> None:
    chosen = palettes.choose_palette(seed, several)
    canonical = palettes.canonical(chosen)
    text = check(";".join(several))
    assert choose(text, seed) == canonical
    assert Recipe(seed=seed, palette=";".join(several)).palette == canonical
    assert Recipe(seed=seed, palette="; ".join(several), layers=3, detail=2.0).palette == canonical
    assert check(text) == text
    assert expand(text).split(";") == [palettes.canonical(one) for one in several]


def test_what_seeds_choose_stays_the_same() -> None:
    chosen = "".join(choose("reef;ink", seed)[0] for seed in range(24))
    assert chosen == "".join("ri"[letter == "b"] for letter in "aaaaabbbabababbbabababba")
    recipe = Recipe(seed=7, palette="reef;ink")
    assert recipe.replace(seed=0).palette == recipe.palette == "ink"


def test_every_palette_is_chosen_about_as_often() -> None:
    several = "reef;fern;navy,gold"
    counts = [
        sum(choose(check(several), seed) == palettes.canonical(one) for seed in range(3000))
        for one in several.split(";")
    ]
    assert all(900 < count < 1100 for count in counts)


def test_a_list_is_one_palette_of_colours_or_several_palettes() -> None:
    assert join(["navy", "gold"]) == "navy,gold"
    assert join(["rgb(1,2,3)", "gold"]) == "rgb(1,2,3),gold"
    assert join(["navy,gold", "reef"]) == "navy,gold;reef"
    found = {Recipe.from_dict({"seed": seed, "palette": ["navy,gold", "reef"]}).palette for seed in range(9)}
    assert found == {"#000080,#ffd700", "reef"}
    assert Recipe.from_dict({"palette": ["navy", "gold"]}).palette == "#000080,#ffd700"


def test_values_say_whether_there_is_a_choice() -> None:
    assert has_choices({"palette": "reef,fern"}) and has_choices({"palette": ["reef", "fern"]})
    for palette in (None, "navy,gold", 7, [7]):
        assert not has_choices({"palette": palette})
    assert not has_choices({})


def test_people_are_told_what_else_a_name_could_mean() -> None:
    assert remarks("reef; navy,gold;viridis") == []
    (remark,) = remarks("reef;blue")
    assert "#0000ff" in remark and "cmap:blue" in remark
