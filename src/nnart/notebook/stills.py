"""Stills: what a saved notebook shows where the kernel of a widget has gone."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from typing import Final

SIDE: Final = 112  # pixels of the pictures of a row


def still(data: bytes, kind: str, words: str, mark: str) -> str:
    """Return the HTML of one picture.

    Args:
        data: the picture's file; empty if there is none, and only the words are shown.
        kind: its type, such as image/webp.
        words: what it shows, for those who do not see it.
        mark: the class by which the widget hides it while the widget itself is there.
    """
    return _marked(_image(data, kind, words, "max-width: 100%") if data else escape(words), mark)


def stills(pictures: Iterable[tuple[bytes, str, str]], mark: str) -> str:
    """Return the HTML of several pictures, each given by its data, type and words; `mark` as of `still`."""
    style = f"width: {SIDE}px; margin: 0 6px 6px 0"
    return _marked("".join(_image(*one, style) for one in pictures), mark)


def _image(data: bytes, kind: str, words: str, style: str) -> str:
    source = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    return f'<img src="{source}" alt="{escape(words)}" title="{escape(words)}" style="{style}">'


def _marked(content: str, mark: str) -> str:
    return f'<div class="{escape(mark)}">{content}</div>'
