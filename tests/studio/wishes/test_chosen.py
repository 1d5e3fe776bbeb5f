"""Chosen favourites: by their names, in their order."""

from __future__ import annotations

from typing import Any

import pytest

from nnart.errors import FileError, InputError
from nnart.studio.wishes.chosen import MAX_CHOSEN, check_any, open_chosen
from tests.studio.wishes.conftest import SEEDS, recipe_of


@pytest.mark.usefixtures("kept")
def test_they_come_in_the_order_of_their_names() -> None:
    for names in (list(SEEDS), [*SEEDS][::-1]):
        found, left_out = open_chosen(names)
        assert [(one.name, one.recipe) for one in found] == [(name, recipe_of(name)) for name in names]
        assert left_out == ()


@pytest.mark.usefixtures("odd")
def test_what_cannot_be_read_is_left_out_by_name() -> None:
    found, left_out = open_chosen(["broken", "by-hand", "dusk"])
    assert [(one.name, one.network is None) for one in found] == [("by-hand", False), ("dusk", True)]
    assert left_out == ("broken: layers: a whole number from 1 to 1000 is needed, not 0",)
    with pytest.raises(InputError, match="broken: layers"):
        open_chosen(["broken"])
    with pytest.raises(InputError, match="a; b"):
        check_any([], ["a", "b"])


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("names", [[], [7], [["dusk"]], ["dusk", "dusk"], ["dusk"] * (MAX_CHOSEN + 1)], ids=len)
def test_what_is_no_choice_is_refused(names: list[Any]) -> None:
    with pytest.raises(InputError) as caught:
        open_chosen(names)
    assert caught.value.faults[0].names == ("names",)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("name", ["nosuch", "../favourites/dusk", "dusk.toml", "/etc/passwd", "", "7", "silk"])
def test_nothing_else_is_opened(name: str) -> None:
    with pytest.raises(FileError) as caught:
        open_chosen(["dusk", name])
    assert caught.value.faults[0].rule == "absent"
