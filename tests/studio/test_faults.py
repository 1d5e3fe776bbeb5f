"""Faults as the page reads them."""

from __future__ import annotations

import pytest

from nnart.errors import FileError, InputError, MissingFileError, NnartError, Way, fault
from nnart.studio.faults import error_data, status_of


def test_a_fault_has_names_a_sentence_and_ways_without_python() -> None:
    ways = ("lower it", Way("replaces it", "force"))
    error = InputError(fault("range", "a number from 0 to 1 is needed", "zoom", got=7, ways=ways))
    says = "a number from 0 to 1 is needed, not 7"
    assert error_data(error) == {"faults": [{"names": ("zoom",), "says": says, "ways": ["lower it"]}]}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError(fault("range", "")), 400),
        (InputError(fault("limit", "")), 413),
        (FileError(fault("exists", "")), 409),
        (FileError(fault("absent", "")), 404),
        (FileError(fault("damaged", "")), 400),
        (MissingFileError(fault("absent", "")), 404),
    ],
)
def test_the_status_tells_the_kind(error: NnartError, status: int) -> None:
    assert status_of(error) == status
