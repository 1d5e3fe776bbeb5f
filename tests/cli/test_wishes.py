"""Wishes: words that nnart explore knows are told of where no picture has their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.cli.wishes import wishes_told
from nnart.errors import FileError, InputError, fault

ABSENT = fault("absent", "there is no such file", where=Path("x"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("calm blue, soft", "nnart explore --prefer calm,blue,soft looks"),
        (("calm", "blue"), "nnart explore --prefer calm,blue looks"),
        ("sunny", ""),
        (None, ""),
    ],
)
def test_words_are_told_of(text: str | tuple[str, ...] | None, told: str) -> None:
    with pytest.raises(FileError) as caught, wishes_told(text):
        raise FileError(ABSENT)
    assert (told in str(caught.value)) if told else caught.value.faults == (ABSENT,)


def test_what_is_there_and_broken_is_told_as_it_is() -> None:
    with pytest.raises(FileError, match="broken"), wishes_told("calm"):
        raise FileError(fault("damaged", "broken"))
    with pytest.raises(InputError), wishes_told("calm"):
        raise InputError(fault("range", "too large"))
