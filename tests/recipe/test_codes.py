"""Codes: every recipe comes back, in few characters, also from codes that an earlier nnart has made."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import RecipeError
from nnart.recipe.armour import unwrap, wrap
from nnart.recipe.codes import NAMES, PICTURE, WORDS, read_code, write_code
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe
from nnart.recipe.versions import VERSION
from tests.faults_of import refused
from tests.strategies import recipes

# Codes that were given away, and how the digests of their recipes begin: they mean the same for ever. Should
# the recipe's version change, they are refused instead.
GIVEN = {
    "nn1-0cw0s1htkw": "55a36a5d2fd4",
    "nn1-0c005a010j5g21db0498p1rmtc0hd00g3e1g4kqtyqr": "304b470ea330",
    "nn1-0c40c608640g3e44x7": "a43a7dbad1f4",
    "nn1-0c80ca0860aj0q2mwk3": "5076d62dedc7",
    "nn1-0cc07g0210g150r52mg0gzzv6d": "53cf72d5d633",
    "nn1-0cg07g020t00221034806x3sny": "15237f6c9960",
    "nn1-0cr07g020sg0mervedwp3": "e6aa1216609b",
    "nn1-0cw058060e0041j01080k08104g3805k": "aff15fc3421d",
    "nn1-0d00420860k4hpj5": "0e00f1513cb3",
    "nn1-0d40460680440jrn3tb": "c9968e50e43d",
    "nn1-0d804g03r0108prs20rknt6c": "a3e148444ff2",
    "nn1-0dc0c80860b4068gjx4kh9": "a488b2c88fb6",
    "nn1-0dg0cr0860536449q5a": "4021fa57c4d7",
    "nn1-0dm0cg0860666a81x90": "95e560c4042f",
    "nn1-0dr04g03c03403530gqcytf4": "deadbb8b287d",
    "nn1-0dw0cm08606c60rsrdxhs": "fda95539e370",
    "nn1-0e0021jg10r0srr2e3b8nf": "a53ab685b77e",
    "nn1-0fwfzzzzzzzzzzzz1w0je6s72cw60c4r0rrg610qgc0m62ah0451y8sb6c5hem81n40g24e3049gp5fh040hfpr1305hj40tyc0h"
    "r5ws0c1h218xp6cw3zfhqr21j7n9700hym81jt8hb6": "4d54999d3b07",
    "nn1-0cw14dkjensq8qvj9e00whyezy": "61355548d371",
    "nn1-0cc0xcr11wm10j0j4m00100j6hb0dcvp3k": "76d15a2a39bf",
    "nn1-0cc0fm8f0c6e60gd308fnzp4": "b55fe074d34d",
    "nn1-0c412wrmfcs25s1f": "e29acf893a70",
    "nn1-0c414fkpd5s6js39eepkjcf4wed": "326ce3b79a77",
}


@given(recipes())
def test_every_recipe_comes_back(recipe: Recipe) -> None:
    code = recipe.to_code()
    assert Recipe.from_code(code) == recipe
    assert Recipe.from_code(f"> look: `{code.upper()}`, is it not nice?") == recipe


@given(recipes(), st.floats(0, 1000))
def test_a_gain_comes_back(recipe: Recipe, gain: float) -> None:
    changed = recipe.replace(gain=gain, detail=None)
    assert Recipe.from_code(changed.to_code()) == changed


@given(recipes(), st.data())
def test_every_change_of_a_character_is_refused(recipe: Recipe, draw: st.DataObject) -> None:
    """For sure if it is a letter or digit; or else with a chance of 1 - 2^-30."""
    code = recipe.to_code()
    at = draw.draw(st.integers(0, len(code) - 1))
    other = draw.draw(st.characters(min_codepoint=32, max_codepoint=126))
    same = (other.lower() if at < 4 else other.lower().translate(str.maketrans("oil", "011"))) == code[at]
    if not same:
        with pytest.raises(RecipeError):
            Recipe.from_code(code[:at] + other + code[at + 1 :])


def test_codes_are_short() -> None:
    assert len(Recipe(seed=7).to_code()) == 14
    assert len(Recipe(seed=2**32 - 1, layers=40, palette="reef").to_code()) == 30
    lengths = sorted(len(Recipe(seed=7, **preset.values).to_code()) for preset in PRESETS)
    assert lengths[len(lengths) // 2] <= 28 and lengths[-1] <= 90
    catalogue = Recipe(seed=7, palette="viridis")
    assert len(catalogue.to_code()) == 31


def test_a_pictures_size_goes_along() -> None:
    values: dict[str, Any] = {"version": VERSION, "seed": 7, "size": [3840, 2160], "bits": 16, "dpi": 300}
    code = write_code(values)
    assert read_code(code) == values
    assert Recipe.from_code(code) == Recipe(seed=7)


@pytest.mark.parametrize(
    "palette",
    [
        "rust_r",
        "viridis_r",
        "#0b132b,#f5cb5c",
        "#0b132b,#0b0b13132b2b",
        ",".join(["#0b0b13132b2b"] * 300),
        "mine:#0b132b,#f5cb5c",
    ],
)
def test_a_palette_comes_back(palette: str) -> None:
    recipe = Recipe(seed=7, palette=palette)
    assert Recipe.from_code(recipe.to_code()) == recipe


def test_a_palette_that_is_another_by_now_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    code = Recipe(seed=7, palette="rust_r").to_code()
    monkeypatch.setattr("nnart.recipe.codes.canonical", lambda _: "rust_r:#000000,#ffffff")
    with refused("version", error=RecipeError):
        read_code(code)


def test_the_tables_never_change() -> None:
    """Add at their ends, and then what was added here."""
    assert NAMES[:35] == (*NAMES[:32], *PICTURE)
    digests = [
        hashlib.sha256(json.dumps(table).encode()).hexdigest()[:16] for table in (NAMES[:35], WORDS[:114])
    ]
    assert digests == ["d1c5e290db194056", "be76a103cab461e0"]
    assert len(set(NAMES)) == len(NAMES) and len({repr(word) for word in WORDS}) == len(WORDS)


def test_every_knob_has_a_number() -> None:
    assert KNOBS.keys() | set(PICTURE) == set(NAMES)


@pytest.mark.parametrize("code", GIVEN)
def test_codes_that_were_given_away_mean_the_same(code: str) -> None:
    """Also where a default has changed: then the recipe's version has to."""
    assert Recipe.from_code(code).digest[:12] == GIVEN[code]


def test_what_a_newer_nnart_has_made_is_refused() -> None:
    known = unwrap(Recipe(seed=7).to_code())
    for more in (bytes([len(NAMES), 8]), bytes([200, 1, 8]), bytes([2, 0x83 | 0x78, 127])):
        with refused("version", error=RecipeError):
            Recipe.from_code(wrap(known + more))
    with refused("version", "version", error=RecipeError):
        Recipe.from_code(wrap(bytes([VERSION + 1]) + known[1:]))


@given(st.binary(max_size=40))
def test_hostile_codes_are_refused_or_recipes(data: bytes) -> None:
    for code in (wrap(data), wrap(unwrap(Recipe(seed=7).to_code()) + data)):
        try:
            Recipe.from_code(code)
        except RecipeError as error:
            assert str(error).isprintable()


def test_lists_within_lists_are_refused() -> None:
    with refused("damaged", error=RecipeError):
        read_code(wrap(bytes([VERSION, 56, 1]) + bytes([15]) * 10_000))


def test_lists_within_genomes_are_refused() -> None:
    """Each would double the quotes of the text within it."""
    known = unwrap(Recipe(seed=7).to_code())
    genome = bytes([2 << 3 | 7, WORDS.index("cross") << 3 | 3, 1 << 3 | 7]) * 80 + bytes([1 << 3 | 4]) + b"'"
    with refused("damaged", error=RecipeError):
        read_code(wrap(known + bytes([NAMES.index("genome")]) + genome))


def test_whole_numbers_are_no_longer_than_a_seed() -> None:
    assert read_code(Recipe(seed=2**64 - 1).to_code())["seed"] == 2**64 - 1
    for data in (
        bytes([VERSION]) + b"\x80" * 10 + b"\1",
        b"\x80" * 10_000 + b"\1",
        bytes([VERSION]) + b"\xf9" * 99,
    ):
        with refused("damaged", error=RecipeError):
            read_code(wrap(data))
