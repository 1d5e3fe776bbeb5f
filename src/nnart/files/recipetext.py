"""Recipe texts: what a file carries of nnart's, as whatever program has written it last.

nnart writes its JSON where a format has a place for a description. Other programs move such a text to places of
their own, compress it, or put it into XML, so it is known by how it begins. Loads neither NumPy nor Pillow.
"""

from __future__ import annotations

import json
import re

from nnart.files.codec import MAX_TEXT

HEAD = 128  # bytes that are enough to know a text
_START = rb'(?:\xef\xbb\xbf)?[\s\0]*\{\s*"nnart"\s*:\s*"[^"]{1,40}"\s*,\s*"%s"'
_PICTURE, _SHEET = (re.compile(_START % key) for key in (b"recipe", b"title"))
_IN_XML = re.compile(rb'\{\s*(?:"|&quot;|&#34;|&#x22;)nnart(?:"|&)')
_ENTITY = 6  # characters that stand for one


def is_picture(text: bytes) -> bool:
    """Return whether a text begins as a picture's does."""
    return _PICTURE.match(text) is not None


def is_sheet(text: bytes) -> bool:
    """Return whether a text begins as a sheet's does."""
    return _SHEET.match(text) is not None


def decode(text: bytes) -> str:
    """Return a text without what programs put around it: as UTF-8 if it is that, or else as Latin-1."""
    try:
        return text.decode("utf-8-sig").strip("\0")
    except UnicodeDecodeError:
        return text.decode("latin-1").strip("\0")


def find_in_xml(packet: bytes) -> str | None:
    """Return a picture's text that stands in XML, such as XMP, in an element or an attribute."""
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
