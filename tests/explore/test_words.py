"""Words: what people type, and which measures it asks for."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError
from nnart.explore import measures
from nnart.explore.words import DEFAULT, HUES, NAMES, PREFERENCES, wishes_of, word_of
from nnart.words import WISHES
from tests.faults_of import broken


def asked(text: str) -> dict[str, float]:
    """Return the names of the words that a text asks for, and their weights."""
    return {wish.word.name: round(wish.weight, 6) for wish in wishes_of(text)}


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("calm", {"calm": 1}),
        ("calm,blue,bright", {"calm": 1, "blue": 1, "bright": 1}),
        ("calm blue  bright", {"calm": 1, "blue": 1, "bright": 1}),
        ("calm=2, Blue", {"calm": 2, "blue": 1}),
        (" edges = -.5 ", {"not-edges": 0.5}),
        ("-colourful", {"muted": 1}),
        ("not-colourful", {"muted": 1}),
        ("no-blue", {"not-blue": 1}),
        ("not blue, not busy", {"not-blue": 1, "calm": 1}),
        ("not_busy=2", {"calm": 2}),
        ("-calm=-2", {"calm": 2}),
        ("colourful=2,muted", {"colourful": 1}),
        ("muted,colourful=3", {"colourful": 2}),
        ("calm,calm", {"calm": 2}),
        ("very calm, blue", {"calm": 2, "blue": 1}),
        ("a bit warm but really calm", {"warm": 0.5, "calm": 2}),
        ("blue and calm", {"blue": 1, "calm": 1}),
        ("blue, and calm & dark", {"blue": 1, "calm": 1, "dark": 1}),
        ("blue,blue=-1,red", {"red": 1}),
        ("colorful,quiet,minimal,cool", {"colourful": 1, "calm": 1, "sparse": 1, "cold": 1}),
        ("teal violet GOLD", {"cyan": 1, "purple": 1, "yellow": 1}),
    ],
)
def test_wordings(text: str, wishes: dict[str, float]) -> None:
    assert asked(text) == wishes


def test_a_negated_word_asks_for_the_opposite_weights() -> None:
    (wish,) = wishes_of("not-symmetric")
    assert wish.word.weights == {"symmetry": -1}
    assert (wish.word.most, wish.word.least) == ("least symmetric", "most symmetric")


@pytest.mark.parametrize("text", ["calm,busy", "colourful=2,muted=2", "rich=0", "blue,-blue"])
def test_preferences_that_cancel_each_other_are_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        wishes_of(text)
    assert broken(caught.value) == [("conflict", ("prefer",))]


@pytest.mark.parametrize(
    ("text", "guess"), [("colorfull", "colourful"), ("vibrent", "vibrant"), ("clam", "calm"), ("bleu", "blue")]
)
def test_a_name_that_is_nearly_one_is_guessed(text: str, guess: str) -> None:
    with pytest.raises(InputError) as caught:
        wishes_of(text)
    assert broken(caught.value) == [("unknown", ("prefer",))]
    assert [way.does for way in caught.value.faults[0].ways] == [f"did you mean {guess}"]


@pytest.mark.parametrize("text", ["", "nice", "calm,,rich", "calm=2=3", "calm;rich", "=2", "-", "not", "not-"])
def test_unknown_preferences_are_refused_with_the_known(text: str) -> None:
    with pytest.raises(InputError) as caught:
        wishes_of(text)
    (fault,) = caught.value.faults
    assert fault.rule == "range" or all(name in fault.says for name in (*PREFERENCES, *NAMES))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["calm=", "calm=x", "calm=nan", "calm=1e3", "calm=1001", "calm=inf"])
def test_weights_are_numbers(text: str) -> None:
    with pytest.raises(InputError) as caught:
        wishes_of(text)
    assert broken(caught.value) == [("range", ("prefer",))]


@given(st.text(max_size=20))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        assert wishes_of(text)
    except InputError as error:
        assert broken(error)[0][1] == ("prefer",)


def test_all_words_are_of_measures() -> None:
    """And no synonym hides a word or a measure, nor stands for what there is not."""
    assert measures.NAMES == NAMES
    assert DEFAULT in PREFERENCES
    for name, weights in PREFERENCES.items():
        assert weights.keys() <= set(NAMES)
        assert math.hypot(*word_of(name).weights.values()) == pytest.approx(1)
    assert set(WISHES.values()) <= {*PREFERENCES, *NAMES}
    assert not WISHES.keys() & {*PREFERENCES, *NAMES}
    assert set(HUES) <= PREFERENCES.keys()


def test_every_word_has_superlatives_of_its_own() -> None:
    words = [word_of(name) for name in PREFERENCES]
    assert len({word.most for word in words}) == len(words)
    assert [word.most for word in words if word.name in ("calm", "colourful", "blue")] == [
        "calmest",
        "most colourful",
        "bluest",
    ]


def test_words_load_no_numpy() -> None:
    """As the command line's help lists them."""
    code = "import sys, nnart.explore.words; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
