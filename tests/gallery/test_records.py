"""Records: read back as they were written, and checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nnart.errors import FileError
from nnart.gallery.records import read_records, write_records
from tests.faults_of import refused

RECORDS: dict[str, dict[str, Any]] = {
    "index.html": {"key": "", "crc": 7},
    "pictures/x-24.webp": {"key": "ab"},
    "pictures/x.mp4": {"key": "c"},
}


def test_records_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "gallery.json"
    assert read_records(path, force=False) == {}
    path.write_bytes(write_records(RECORDS))
    assert read_records(path, force=False) == RECORDS


@pytest.mark.parametrize(
    "files",
    [[], {"pictures/x.png": 3}, {"pictures/x.png": {}}, {"pictures/x.png": {"key": 3}},
     {"pictures/x.png": {"key": "", "crc": "7"}}, {"pictures/x.png": {"key": "", "crc": True}},
     {"pictures/x.png": {"key": "", "more": 1}}, {"pictures/../x.png": {"key": ""}}],
)  # fmt: skip
def test_what_nnart_would_not_write_is_refused(tmp_path: Path, files: Any) -> None:
    path = tmp_path / "gallery.json"
    for text in (
        json.dumps({"version": 1, "files": files}),
        json.dumps({"files": {}}),
        "[" * 10**5,
        "mine",
        "",
    ):
        path.write_text(text)
        with refused("damaged", error=FileError):
            read_records(path, force=False)
        assert read_records(path, force=True) == {}
