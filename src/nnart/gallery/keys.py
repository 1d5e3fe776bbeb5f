"""Keys: digests of what decides the bytes of a gallery's files, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from nnart.files.identity import identity
from nnart.gallery.contact import Contact, contact_sheet
from nnart.gallery.exhibit import PAGE, SHEET
from nnart.gallery.gallery import Gallery
from nnart.network.origin import data_of
from nnart.sheets.carried import text_of


def keys_of(gallery: Gallery) -> dict[str, str]:
    """Return what decides on each of a gallery's files, by their paths; nothing on the page, which is cheap."""
    keys = {PAGE: ""}
    for exhibit in gallery.exhibits:
        common = {"by": identity(), "from": data_of(exhibit.recipe, exhibit.network)}
        sizes: dict[str, tuple[int, int] | None] = {**gallery.sizes_of(exhibit), exhibit.toml: None}
        keys |= {path: _digest(common | {"size": size}) for path, size in sizes.items()}
    contact = contact_sheet(gallery, gallery.exhibits)
    return keys | ({} if contact is None else {SHEET: key_of(contact)})


def key_of(contact: Contact) -> str:
    """Return what decides on a contact sheet."""
    return _digest({"by": identity(), "sheet": text_of(contact.sheet), "size": contact.size})


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
