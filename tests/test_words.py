"""Words: a name in any case, a synonym, what was meant by a word that is misspelt, and what nobody can tell."""

from __future__ import annotations

import pytest

from nnart.cli.app import SUMMARIES, load_command
from nnart.cli.endings import ENDINGS
from nnart.cli.strays import named
from nnart.cli.usage import options_of, own_option
from nnart.explore.words import CHANGES
from nnart.films.files.formats import CODECS
from nnart.films.kinds import KINDS, PACES
from nnart.recipe import palettes
from nnart.recipe.kinds import Choice, Names, Text
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import NAMES, PRESETS
from nnart.recipe.sizes import NAMED
from nnart.words import (
    COMMANDS,
    FLAGS,
    LETTERS,
    OPTIONS,
    SWITCHES,
    VALUES,
    WISHES,
    did_you_mean,
    fold,
    guess,
    match,
    misspelt,
)

PRESET_NAMES = [preset.name for preset in PRESETS]
OPTIONS_OF = {name: options_of(load_command(name).params) for name in SUMMARIES}


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("silk", PRESET_NAMES, "silk"),
        (" Silk ", PRESET_NAMES, "silk"),
        ("MIRROR_Y", ["mirror", "mirror-y"], "mirror-y"),
        ("mirror  y", ["mirror", "mirror-y"], "mirror-y"),
        ("equalized", ["equalised", "stretch"], "equalised"),
        ("Gaussian", ["tanh", "gauss"], "gauss"),
        ("equalized", ["equalized", "equalised"], "equalized"),  # a name comes before a synonym
        ("gaussian", ["tanh"], None),
        ("", ["tanh"], None),
    ],
)
def test_a_name_is_known_in_any_case_and_by_its_synonyms(
    text: str, names: list[str], found: str | None
) -> None:
    assert match(text, names) == found


@pytest.mark.parametrize(
    ("text", "close"),
    [
        ("slik", ["silk"]),
        ("ikn", ["ink"]),
        ("pebble", ["pebbles"]),
        ("mandal", ["mandala"]),
        ("filaments2", ["filaments"]),
        ("nosuch", []),
        ("x", []),
        ("p9", []),
        ("sikl2", []),
        ("silkk", ["silk"]),
        ("", []),
    ],
)
def test_a_misspelt_or_cut_name_is_guessed(text: str, close: list[str]) -> None:
    assert guess(text, PRESET_NAMES) == close
    assert did_you_mean(text, PRESET_NAMES) == tuple(f"did you mean {name}" for name in close)


@pytest.mark.parametrize(
    ("word", "names"),
    [("rate", ["rotate"]), ("filter", ["folder"]), ("mode", ["network"]), ("tile", ["file"]), ("p9", ["p1"])],
)
def test_another_word_is_no_slip(word: str, names: list[str]) -> None:
    assert misspelt(word, names, 1) == []


def test_what_shares_only_letters_is_not_guessed() -> None:
    known = [*palettes.names(), *sorted(palettes.catalogue_names())]
    assert guess("nope", known) == []
    assert guess("viridid", known) == ["viridis"]
    assert did_you_mean(7, known) == ()


def test_every_synonym_means_something() -> None:
    values = {*palettes.names(), *NAMED, *ENDINGS, *NAMES, *CHANGES, *KINDS, *PACES, *CODECS}
    for knob in KNOBS.values():
        if isinstance(knob.kind, (Choice, Names, Text)):
            values |= {*knob.kind.choices}
    assert {*VALUES.values()} <= values
    assert {*COMMANDS.values()} <= {*SUMMARIES}
    for name in OPTIONS.values():
        assert any(f"--{name}" in options for options in OPTIONS_OF.values()), name
    for name, value in FLAGS.values():
        if name in KNOBS and isinstance(KNOBS[name].kind, (Choice, Names, Text)):
            assert KNOBS[name].read(value) == value
        else:
            assert value in CHANGES or value.isdigit()
    for names in LETTERS.values():
        for name in names.split():
            assert any(f"--{name}" in options for options in OPTIONS_OF.values()), name


def test_every_synonym_is_written_as_words_are_compared() -> None:
    for table in (COMMANDS, OPTIONS, FLAGS, VALUES, WISHES):
        for word in table:
            assert fold(word) == word


def test_no_synonym_hides_a_name() -> None:
    assert not {*COMMANDS} & {*SUMMARIES}
    assert not {*OPTIONS} & {*FLAGS}
    for options in OPTIONS_OF.values():
        for option in options:
            assert own_option(option, options) == [option]


@pytest.mark.parametrize("name", SUMMARIES)
def test_synonyms_do_not_fill_the_help(name: str) -> None:
    names = {option[2:] for option in OPTIONS_OF[name] if option.startswith("--")}
    for option in load_command(name).params:
        shown = {each[2:] for each in option.opts if each.startswith("--")}
        assert len(shown & {*OPTIONS, *names}) <= 2, option.opts


@pytest.mark.parametrize("command", SUMMARIES)
def test_no_synonym_is_an_option_of_its_own_beside_what_it_means(command: str) -> None:
    """It would be dead there, and a hint of it wrong."""
    options = OPTIONS_OF[command]
    assert [word for word in OPTIONS if f"--{word}" in options and f"--{OPTIONS[word]}" in options] == []
    assert [word for word in FLAGS if f"--{word}" in options and f"--{FLAGS[word][0]}" in options] == []


@pytest.mark.parametrize("command", ["render", "explore", "sweep", "sheet", "vary"])
def test_a_switch_alone_is_no_value_of_any_option(command: str) -> None:
    for word in SWITCHES:
        assert list(named(word, OPTIONS_OF[command])) == []


@pytest.mark.parametrize("word", [word for word in VALUES if word not in SWITCHES])
def test_a_word_that_stands_alone_is_told_an_option_that_takes_it(word: str) -> None:
    for hint in named(word, OPTIONS_OF["sweep"]):
        option, value = hint.split(" ", 1)
        knob = KNOBS.get(option[2:])
        if option == "--preset":
            assert value in NAMES
        elif knob is not None and isinstance(knob.kind, (Choice, Names, Text)):
            assert value in knob.kind.choices and match(word, knob.kind.choices) == value
