"""Endings: a format and a file's name go together, or are told apart."""

from __future__ import annotations

import pytest

from nnart.cli.endings import ENDINGS, read_format, with_ending
from nnart.files.formats import find, find_for_field
from tests.faults_of import refused


@pytest.mark.parametrize(
    ("text", "ending"), [("jpg", "jpg"), (" .JPEG", "jpg"), ("TIFF", "tif"), ("webp", "webp")]
)
def test_formats_are_known_by_their_names(text: str, ending: str) -> None:
    assert read_format(text) == ending


def test_every_ending_is_one_that_nnart_writes() -> None:
    from pathlib import Path

    for ending in ENDINGS:
        (find_for_field if ending == "npy" else find)(Path(f"a.{ending}"))


@pytest.mark.parametrize("text", ["gif", "", "svg"])
def test_others_are_refused(text: str) -> None:
    with refused("choice", "file_format"):
        read_format(text)


@pytest.mark.parametrize(
    ("output", "ending", "found"),
    [
        ("a", "jpg", "a.jpg"),
        ("folder/{seed}", "png", "folder/{seed}.png"),
        ("a.jpeg", "jpg", "a.jpeg"),
        ("a.TIF", "tif", "a.TIF"),
        ("-", "png", "-"),
    ],
)
def test_a_name_gets_the_ending_that_it_lacks(output: str, ending: str, found: str) -> None:
    assert with_ending(output, ending) == found


@pytest.mark.parametrize(("output", "ending"), [("a.png", "jpg"), ("-", "jpg"), ("a.gif", "png")])
def test_two_formats_are_a_conflict(output: str, ending: str) -> None:
    with refused("conflict", "output", "file_format"):
        with_ending(output, ending)
