"""Machine code on its way to other processes: bytes with a checksum."""

from __future__ import annotations

import hashlib

_DIGEST = hashlib.sha256().digest_size


def sealed(code: bytes) -> bytes:
    """Return bytes with a checksum in front."""
    return hashlib.sha256(code).digest() + code


def unsealed(data: bytes) -> bytes:
    """Return the bytes that `sealed` was given.

    Raises:
        ValueError: if a byte has changed.
    """
    digest, code = data[:_DIGEST], data[_DIGEST:]
    if hashlib.sha256(code).digest() != digest:
        raise ValueError("damaged")
    return code
