"""Stills, which stay in a saved notebook."""

from __future__ import annotations

from nnart.notebook.stills import still, stills

NASTY = '"><script>alert(1)</script>'


def test_a_still_has_its_picture_its_words_and_its_mark() -> None:
    html = still(b"abc", "image/webp", NASTY, "mark-1")
    assert html.startswith('<div class="mark-1"><img src="data:image/webp;base64,YWJj"')
    assert "<script" not in html


def test_without_a_picture_words_are_shown() -> None:
    assert still(b"", "image/webp", "<b>", "m") == '<div class="m">&lt;b&gt;</div>'


def test_several_pictures_stand_in_a_row() -> None:
    html = stills([(b"a", "image/webp", "one"), (b"b", "image/webp", NASTY)], "m")
    assert html.count("<img") == 2
    assert html.count("<div") == 1
    assert "<script" not in html
