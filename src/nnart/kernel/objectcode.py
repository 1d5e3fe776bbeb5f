"""Machine code as it goes from process to process: symbols and an object file, with a checksum."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple, Self


class ObjectCode(NamedTuple):
    """The functions' symbols by their names, and one object file that has them all."""

    symbols: dict[str, str]
    code: bytes

    def to_bytes(self) -> bytes:
        """Return both as one string of bytes, with a checksum in front."""
        content = json.dumps(self.symbols).encode() + b"\0" + self.code
        return hashlib.sha256(content).digest() + content

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return what `to_bytes` made bytes of.

        Raises:
            ValueError: if a byte has changed.
        """
        digest, content = data[:32], data[32:]
        if hashlib.sha256(content).digest() != digest:
            raise ValueError("damaged")
        symbols, _, code = content.partition(b"\0")
        return cls(json.loads(symbols), code)
