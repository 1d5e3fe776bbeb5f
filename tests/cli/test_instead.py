"""What is said of options and commands that nnart does not have."""

from __future__ import annotations

from nnart.cli.app import SUMMARIES, load_command
from nnart.cli.instead import INSTEAD, INSTEAD_OF_COMMANDS
from nnart.cli.usage import options_of, own_option
from nnart.words import COMMANDS, FLAGS, OPTIONS, fold


def test_every_word_is_written_as_words_are_compared() -> None:
    for word in (*INSTEAD, *INSTEAD_OF_COMMANDS):
        assert all(fold(part) == part for part in word.split(" "))


def test_no_word_is_a_name_or_means_one() -> None:
    assert not {*INSTEAD_OF_COMMANDS} & {*SUMMARIES, *COMMANDS}
    assert not {*INSTEAD} & {*OPTIONS, *FLAGS}
    for word in {*INSTEAD} - {"version"}:  # nnart's own, which commands do not have
        command, _, name = word.rpartition(" ")
        for each in [command] if command else SUMMARIES:
            assert own_option(f"--{name}", options_of(load_command(each).params)) == [], (word, each)
