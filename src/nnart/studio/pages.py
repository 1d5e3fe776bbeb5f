"""The page's files, as a browser gets them."""

from __future__ import annotations

import gzip
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from nnart.errors import MissingFileError, fault

_FOLDER: Final = Path(__file__).parent / "page"
_VIEWER: Final = Path(__file__).parents[1] / "tiles" / "viewer"
_NAME: Final = re.compile(r"[\w-]{1,40}(?:\.[\w-]{1,40}){1,3}", re.ASCII)  # not too long for any system
_VERSION: Final = b"__VERSION__"  # in the page, where its parts are named
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


def page_part(name: str, request: Request) -> Response:
    """Return the page, or one of its parts; a part that is asked for by its version is never asked for again.

    Raises:
        MissingFileError: if there is no such part.
    """
    data, kind = _read(name or "index.html")
    if not name:
        headers = {"Cache-Control": "no-store"}
        return _packed(data.replace(_VERSION, version().encode()), kind, headers, request)
    tag = f'W/"{hashlib.sha256(data).hexdigest()[:16]}"'
    fixed = request.query_params.get("v") == version()
    headers = {"Cache-Control": "public, immutable, max-age=31536000" if fixed else "no-cache", "ETag": tag}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return _packed(data, kind, headers, request)


def _packed(data: bytes, kind: str, headers: dict[str, str], request: Request) -> Response:
    """Return a part of the page, compressed for browsers that take it: from another machine it comes sooner."""
    headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        data, headers["Content-Encoding"] = _compressed(data), "gzip"
    return Response(data, headers=headers, media_type=kind)


@lru_cache(maxsize=64)
def _compressed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


@cache
def version() -> str:
    """Return a text that changes with any part of the page."""
    parts = hashlib.sha256()
    for path in sorted(_FOLDER.iterdir()):
        parts.update(path.name.encode() + path.read_bytes())
    return parts.hexdigest()[:12]


def _read(name: str) -> tuple[bytes, str]:
    """Return the bytes and the type of a part."""
    for folder in (_FOLDER, _VIEWER):
        path = folder / name
        if _NAME.fullmatch(name) and path.suffix in _TYPES and path.is_file():
            return path.read_bytes(), _TYPES[path.suffix]
    raise MissingFileError(fault("absent", "there is no such part of the page"))
