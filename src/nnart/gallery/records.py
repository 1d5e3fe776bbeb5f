"""Records: a manifest's entries about files, read and checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from nnart.errors import FileError, Way, fault, in_file, shown_path
from nnart.gallery.checksums import is_regular
from nnart.gallery.exhibit import FOLDER, PAGE, SHEET

Records = dict[str, dict[str, Any]]  # by path in the site: a file's key and its CRC-32

MAX_BYTES: Final = 2**28
_VERSION = 1
# Paths that a gallery may have. Even a forged manifest cannot make nnart replace or remove other files.
_PATH = re.compile(rf"{re.escape(PAGE)}|{re.escape(SHEET)}|{FOLDER}/[a-z0-9-]{{1,100}}\.(mp4|png|toml|webp)")


def read_records(path: Path, *, force: bool) -> Records:
    """Read a manifest's records; none if there is no manifest, or with `force`, if it is not valid.

    Raises:
        FileError: if the file cannot be read, or is not a manifest.
    """
    if not is_regular(path):
        return {}
    with in_file(path), path.open("rb") as stream:
        text = stream.read(MAX_BYTES)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if _is_manifest(data):
        files: Records = data["files"]
        return files
    if force:
        return {}
    says = f"{shown_path(path)} is not what nnart wrote"
    raise FileError(fault("damaged", says, ways=("name a new folder", Way("replaces it", "force"))))


def write_records(records: Records) -> bytes:
    """Encode records as a manifest."""
    return f"{json.dumps({'version': _VERSION, 'files': records}, indent=1, sort_keys=True)}\n".encode()


def _is_manifest(data: Any) -> bool:
    if not isinstance(data, dict) or data.get("version") != _VERSION or not isinstance(data.get("files"), dict):
        return False
    return all(is_record(path, record) for path, record in data["files"].items())


def is_record(path: str, record: Any) -> bool:
    """Return whether data is a valid record of a path."""
    if not isinstance(record, dict) or not {"key"} <= set(record) <= {"key", "crc"}:
        return False
    return (
        _PATH.fullmatch(path) is not None
        and isinstance(record["key"], str)
        and type(record.get("crc", 0)) is int
    )
