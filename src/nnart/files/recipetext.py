"""Recipe texts: recognise nnart's text in a file, even after other programs have rewritten it.

nnart writes JSON where the format has a place for a description. Other programs may move the text, compress it
or put it into XML, so nnart recognises it by its beginning. Imports neither NumPy nor Pillow.
"""

from __future__ import annotations

import json
import re

from nnart.files.codec import MAX_TEXT

HEAD = 128  # bytes that are enough to recognise a text
_START = rb'(?:\xef\xbb\xbf)?[\s\0]*\{\s*"nnart"\s*:\s*"[^"]{1,40}"\s*,\s*"%s"'
_PICTURE, _SHEET = (re.compile(_START % key) for key in (b"recipe", b"title"))
_IN_XML = re.compile(rb'\{\s*(?:"|&quot;|&#34;|&#x22;)nnart(?:"|&)')
_ENTITY = 6  # characters that stand for one


def is_picture(text: bytes) -> bool:
    """Return whether a text begins like a picture's origin."""
    return _PICTURE.match(text) is not None


def is_sheet(text: bytes) -> bool:
    """Return whether a text begins like a sheet's."""
    return _SHEET.match(text) is not None


def decode(text: bytes) -> str:
    """Decode a text as UTF-8 or else Latin-1, and strip what programs put around it."""
    try:
        return text.decode("utf-8-sig").strip("\0")
    except UnicodeDecodeError:
        return text.decode("latin-1").strip("\0")


def find_in_xml(packet: bytes) -> str | None:
    """Return a picture's text from XML such as XMP, in an element or an attribute."""
    import html  # for the few that have any

    match = _IN_XML.search(packet)
    if match is None:
        return None
    written = packet[match.start() : match.start() + _ENTITY * MAX_TEXT].partition(b"<")[0]
    text = html.unescape(decode(written))
    try:
        end = json.JSONDecoder().raw_decode(text)[1]  # an attribute's quote and others may follow it
    except (ValueError, RecursionError):
        return None
    return text[:end]
