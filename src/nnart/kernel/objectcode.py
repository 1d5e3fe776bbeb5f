"""Machine code in transit between processes: symbols and an object file, with a checksum."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple, Self


class ObjectCode(NamedTuple):
    """The functions' symbols by name, and one object file with all of them."""

    symbols: dict[str, str]
    code: bytes

    def to_bytes(self) -> bytes:
        """Encode both as bytes, with a checksum in front."""
        content = json.dumps(self.symbols).encode() + b"\0" + self.code
        return hashlib.sha256(content).digest() + content

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Decode bytes of `to_bytes`.

        Raises:
            ValueError: if a byte has changed.
        """
        digest, content = data[:32], data[32:]
        if hashlib.sha256(content).digest() != digest:
            raise ValueError("damaged")
        symbols, _, code = content.partition(b"\0")
        return cls(json.loads(symbols), code)
