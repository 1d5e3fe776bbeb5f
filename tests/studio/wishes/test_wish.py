"""Wishes: names of files, and what several take together."""

from __future__ import annotations

import pytest

from nnart.errors import InputError
from nnart.studio.wishes.text import TextWish
from nnart.studio.wishes.wish import Takes, stem_of, sum_takes


def test_a_name_is_taken_or_made() -> None:
    assert stem_of({"name": "a page"}, "b") == "a page"
    assert stem_of({}, "b") == stem_of({"name": ""}, "b") == "b"


@pytest.mark.parametrize("name", ["a/b", "..", ".a", "a.", "a ", "a:b", "a\x7f", "é" * 101])
def test_what_could_be_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        stem_of({"name": name}, "b")
    assert caught.value.faults[0].names == ("name",)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_several_take_as_much_as_all_of_them(count: int) -> None:
    assert sum_takes([TextWish(b"12345", "a")] * count) == Takes(0.0, 5 * count)
