"""Keys: digests of everything that decides a gallery's files, to rebuild only what changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from nnart.files.identity import identity
from nnart.gallery.contact import Contact, contact_sheet
from nnart.gallery.exhibit import PAGE, SHEET
from nnart.gallery.gallery import Gallery
from nnart.sheets.carried import text_of


def keys_of(gallery: Gallery) -> dict[str, str]:
    """Return the keys of a gallery's files by path, without the page, which is cheap to make."""
    keys = {PAGE: ""}
    for exhibit in gallery.exhibits:
        common = {"by": identity(), "from": exhibit.data}
        sizes: dict[str, tuple[int, int] | None] = {**gallery.sizes_of(exhibit), exhibit.toml: None}
        keys |= {path: _digest(common | {"size": size}) for path, size in sizes.items()}
    contact = contact_sheet(gallery, gallery.exhibits)
    return keys | ({} if contact is None else {SHEET: key_of(contact)})


def key_of(contact: Contact) -> str:
    """Return the key of a contact sheet."""
    return _digest({"by": identity(), "sheet": text_of(contact.sheet), "size": contact.size})


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
