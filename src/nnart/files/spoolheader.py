"""The header of an unfinished file, and recognising the file even if the header is damaged."""

from __future__ import annotations

import json
import zlib
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

KIND = "nnart spool 2"
BLOCK = 2**12  # bytes of one copy of the header, of which there are two
RECORD = b"\0nnart piece\0"  # how every record behind them begins
_START = f'{{"kind": "{KIND}"'.encode()  # of a header, after its checksum
_SUM = 9  # bytes of that, and a blank
_MAX_WRONG = 4  # bytes of the beginning that may differ after a crash
_CHUNK = 2**20  # bytes that are searched at a time


def encode(header: dict[str, Any]) -> bytes:
    """Return one copy of a header: its checksum, and one line of JSON that fills a block."""
    text = json.dumps(header).encode()
    data = b"%08x %s" % (zlib.crc32(text), text)
    assert len(data) < BLOCK
    return data.ljust(BLOCK - 1) + b"\n"


def parse(data: bytes) -> dict[str, Any] | None:
    """Decode one copy of a header; None if it is damaged."""
    checksum, _, text = data.rstrip().partition(b" ")
    if checksum != b"%08x" % zlib.crc32(text):
        return None
    try:
        header = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return header if isinstance(header, dict) and header.get("kind") == KIND else None


def is_spool(path: Path) -> bool:
    """Return whether a file is a spool, even one with a damaged header."""
    with path.open("rb") as stream:
        return is_ours(stream)


def is_ours(stream: BinaryIO) -> bool:
    """Return whether a file begins nearly like a spool, or has a record anywhere."""
    stream.seek(0)
    start = stream.read(2 * BLOCK)
    for place in (_SUM, BLOCK + _SUM):
        found = start[place : place + len(_START)]
        if len(found) == len(_START) and sum(map(int.__ne__, found, _START)) <= _MAX_WRONG:
            return True
    stream.seek(0)
    end = b""
    for chunk in iter(partial(stream.read, _CHUNK), b""):
        if RECORD in end + chunk:
            return True
        end = chunk[-len(RECORD) :]
    return False


def is_blank(stream: BinaryIO) -> bool:
    """Return whether a file is all zeros, which a power cut can leave."""
    stream.seek(0)
    return not any(chunk.strip(b"\0") for chunk in iter(partial(stream.read, _CHUNK), b""))
