"""Slips: no option is lost because another one follows it, and no number becomes a seed by accident."""

from __future__ import annotations

import pytest

from nnart.cli.app import load_command
from nnart.cli.slips import check_flags, check_network, check_words, join_repeated
from nnart.words import SWITCHES
from tests.faults_of import refused


def _joined(command: str, words: str) -> str:
    return " ".join(join_repeated(words.split(), load_command(command).params))


@pytest.mark.parametrize(
    ("command", "words", "joined"),
    [
        ("render", "--seed 1 --size 8 --seeds 5..7 -s9", "--seed 1,5..7,9 --size 8"),
        ("explore", "--prefer blue -n 20 --prefer calm", "--prefer blue,calm -n 20"),
        ("sweep", "--layers 1,2 --layers 5", "--layers 1,2,5"),
        ("sweep", "--center 0,0 --center 1,0", "--center 0,0;1,0"),
        ("render", "--palette navy --palette gold", "--palette navy --palette gold"),
        ("render", "--size 8 --size=8 --force --force", "--size 8 --force --force"),
        ("render", "7 -- --seed 1 --seed 2", "7 -- --seed 1 --seed 2"),
        ("render", "-qs 7 a.png --size", "-qs 7 a.png --size"),
    ],
)
def test_lists_that_are_given_twice_are_joined(command: str, words: str, joined: str) -> None:
    assert _joined(command, words) == joined


@pytest.mark.parametrize(
    ("command", "words", "name"),
    [
        ("render", "--size 8 --size 9", "size"),
        ("render", "-o a.png --output=b.png", "output"),
        ("breed", "7 8 --seed 1 -s2", "seed"),
        ("render", "--layers 2 --zoom 1 --layers=3", "layers"),
    ],
)
def test_others_are_refused_if_they_differ(command: str, words: str, name: str) -> None:
    with refused("conflict", name):
        _joined(command, words)


def test_a_number_that_would_become_the_seed_is_refused() -> None:
    with refused("conflict", "size"):
        check_words(["--size", "1080", "1920"])


@pytest.mark.parametrize("words", ["--size 64 7", "1920 --size 1080", "--repeat --size 9", "--layers 100 200"])
def test_seeds_are_none_of_them(words: str) -> None:
    check_words(words.split())


@pytest.mark.parametrize("word", sorted(SWITCHES))
@pytest.mark.parametrize("option", ["--dither", "--quiet"])
def test_an_option_without_a_value_is_not_switched_by_a_word(option: str, word: str) -> None:
    """The word would be a picture, or a second one."""
    with refused("syntax", option[2:]) as caught:
        check_flags(["7", option, word], load_command("render").params)
    assert len(caught.value.faults[0].ways) == 1


@pytest.mark.parametrize("words", ["7 --dither 8", "--reverse silk", "--palette on", "--dither -q on"])
def test_other_words_may_stand_behind_it(words: str) -> None:
    given = words.split()
    if given[-2:] == ["-q", "on"]:
        with refused("syntax", "quiet"):
            check_flags(given, load_command("render").params)
    else:
        check_flags(given, load_command("render").params)


@pytest.mark.parametrize(("value", "told"), [("3", "gain=3"), ("sdxl", "nnart presets lists styles")])
def test_a_number_or_a_model_is_no_network(value: str, told: str) -> None:
    with refused("kind", "network") as caught:
        check_network(["--network", value])
    assert told in str(caught.value).replace("'", "")
    check_network(["--network", "missing.toml", "--network", "-"])
