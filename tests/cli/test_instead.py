"""What is said of commands that nnart does not have."""

from __future__ import annotations

from nnart.cli.app import SUMMARIES
from nnart.cli.instead import INSTEAD_OF_COMMANDS
from nnart.words import COMMANDS, fold


def test_every_word_is_written_as_words_are_compared() -> None:
    assert all(fold(word) == word for word in INSTEAD_OF_COMMANDS)


def test_no_word_is_a_name_or_means_one() -> None:
    assert not {*INSTEAD_OF_COMMANDS} & {*SUMMARIES, *COMMANDS}
