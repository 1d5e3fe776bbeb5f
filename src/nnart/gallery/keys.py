"""Keys: digests of what decides the bytes of a gallery's files, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from nnart.files.identity import identity
from nnart.gallery.exhibit import PAGE
from nnart.gallery.gallery import Gallery
from nnart.network.origin import data_of


def keys_of(gallery: Gallery) -> dict[str, str]:
    """Return what decides on each of a gallery's files, by their paths; nothing on the page, which is cheap."""
    keys = {PAGE: ""}
    for exhibit in gallery.exhibits:
        common = {"by": identity(), "from": data_of(exhibit.recipe, exhibit.network)}
        sizes: dict[str, tuple[int, int] | None] = {**gallery.sizes_of(exhibit), exhibit.toml: None}
        keys |= {path: _digest(common | {"size": size}) for path, size in sizes.items()}
    return keys


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
