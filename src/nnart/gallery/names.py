"""Names: of the pictures' files, and of their anchors on the page.

A name depends on the picture, not on its position, so links stay valid when other pictures are added, removed
or moved. The one exception: the first time that another picture gets the same title.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from nnart.gallery.exhibit import Exhibit

_MAX_SLUG = 60  # characters
_DIGITS = 8  # hexadecimal, of a hash
# Names of devices on Windows, whatever the ending.
RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


def name_exhibits(exhibits: Sequence[Exhibit]) -> Iterator[Exhibit]:
    """Give pictures unique names of lower-case letters, digits and hyphens.

    The name is the title's slug (see `slug_of`). Pictures with the same slug get a hash of title, recipe and
    shape; if these agree too, they are numbered.
    """
    slugs = [slug_of(exhibit.title) for exhibit in exhibits]
    count = Counter(slugs)
    taken = {slug for slug in slugs if count[slug] == 1}
    for exhibit, slug in zip(exhibits, slugs, strict=True):
        if count[slug] == 1:
            yield replace(exhibit, name=slug)
        else:
            facts = [_folded(exhibit.title), exhibit.data, exhibit.shape]
            name = _unused(f"{slug}-{_hash(facts)}", taken)
            taken.add(name)
            yield replace(exhibit, name=name)


def slug_of(title: str) -> str:
    """Return a title in lower-case ASCII letters, digits and hyphens.

    Adds a hash of the title if letters of other scripts were left out, no letter is left, or Windows reserves
    the name.
    """
    apart = unicodedata.normalize("NFKD", title)
    plain = apart.encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9]+", "-", plain)[:_MAX_SLUG].strip("-")
    if slug and slug not in RESERVED and not any(map(_is_foreign, apart)):
        return slug
    return f"{slug or 'picture'}-{_hash(_folded(title))}"


def _is_foreign(mark: str) -> bool:
    """Return whether a character is a letter or digit of another script; Latin ones may lose their accents."""
    if mark.isascii() or unicodedata.category(mark) not in ("Ll", "Lu", "Lt", "Lo", "Nd", "Nl", "No"):
        return False
    return not unicodedata.name(mark, "").startswith("LATIN ")


def _folded(title: str) -> str:
    """Return a title without differences that file systems and keyboards introduce: case, and how accents are
    stored.
    """
    return unicodedata.normalize("NFKC", title).casefold()


def _hash(data: Any) -> str:
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()[:_DIGITS]


def _unused(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
