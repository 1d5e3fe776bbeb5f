"""Machine code in transit between processes: an object file, with a checksum."""

from __future__ import annotations

import hashlib

_DIGEST = hashlib.sha256().digest_size


def sealed(code: bytes) -> bytes:
    """Return an object file with a checksum in front."""
    return hashlib.sha256(code).digest() + code


def unsealed(data: bytes) -> bytes:
    """Return the object file in what `sealed` returned.

    Raises:
        ValueError: if a byte has changed.
    """
    digest, code = data[:_DIGEST], data[_DIGEST:]
    if hashlib.sha256(code).digest() != digest:
        raise ValueError("damaged")
    return code
