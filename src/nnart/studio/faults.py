"""Faults as the page reads them: the values' names, what is wrong, and ways out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nnart.errors import PLAIN, Fault, FileError, MissingFileError, NnartError

BAD, MISSING, TAKEN, TOO_LARGE, BUSY = 400, 404, 409, 413, 503  # status codes
_CODES = {"exists": TAKEN, "absent": MISSING, "limit": TOO_LARGE}


def fault_data(fault: Fault) -> dict[str, Any]:
    """Return a fault as plain data; ways out that need Python are left out."""
    ways = [way.does for way in fault.ways if way.give is None and way.call is None]
    return {"names": fault.names, "says": PLAIN.fault(replace(fault, names=(), ways=())), "ways": ways}


def error_data(error: NnartError) -> dict[str, Any]:
    """Return all faults of an error as plain data."""
    return {"faults": [fault_data(one) for one in error.faults]}


def status_of(error: NnartError) -> int:
    """Return the status code that tells a browser what kind of error it is."""
    if isinstance(error, MissingFileError):
        return MISSING
    rules = {one.rule for one in error.faults}
    if isinstance(error, FileError) or "limit" in rules:
        return next((code for rule, code in _CODES.items() if rule in rules), BAD)
    return BAD
