"""Budget: how much memory rendering may use. No pixel depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Self

from nnart.checks.annotations import answering, check_counts, check_fields, checked
from nnart.errors import InputError, fault
from nnart.field.sharing import ROOM
from nnart.machine.memory import PROGRAM, count_memory
from nnart.machine.processors import count_processors
from nnart.rendering.job import Job

# Bytes that each byte of a band takes until it is written, measured: pixels wait compressed, fields do not, and
# twice as much is counted for them, to be safe.
_BYTES_PER_BYTE, _BYTES_PER_FIELD_BYTE = 1.6, 8.4
_SHARE = 8  # one in so many bytes, of those beside the program, is for each part of a budget that may shrink
_MAX_COUNT = 10**6  # bands, or processors, at a time
WORKED_ON = 70  # bytes, measured, of a number of a window that is worked on
COMPARED = 40  # more bytes, measured, of a pixel that is compared with others


@answering
@dataclass(frozen=True)
class Budget:
    """How much memory rendering may use.

    Attributes:
        field: most numbers of a field to keep in memory between measuring a stretched tone and colouring.
        bands: most bytes of all bands in progress, even if that splits the largest cells.
        part: numbers of a window to work on at a time; few enough to fit into the processor's caches.
        shared: bytes for answers to keep for later images of pixels, in symmetric pictures; 0 to evaluate all.
    """

    field: int = 2**23
    bands: int = 256 * 2**20
    part: int = 2**18
    shared: int = ROOM

    def __post_init__(self) -> None:
        check_counts(self, "field", "bands", "part", "shared")
        check_fields(self)

    @classmethod
    @checked
    def within(cls, memory: int | None, processors: int = 1) -> Self:
        """Return the usual budget, or a smaller one if memory is short.

        Args:
            memory: bytes that the process may use; None if unknown.
            processors: how many windows are worked on at a time.
        """
        _check_count("processors", processors)
        usual = cls()
        if memory is None:
            return usual
        share = max(0, memory - PROGRAM) // _SHARE
        # A field that is kept is not interpolated, so that is the same on every machine.
        return cls(
            bands=min(usual.bands, share),
            part=min(usual.part, share // (WORKED_ON * processors)),
            shared=min(usual.shared, share),
        )

    @checked
    def keeps_field(self, job: Job) -> bool:
        """Return whether to keep a picture's whole field in memory after measuring a stretched tone."""
        return job.recipe.tone == "stretch" and job.samples * job.outputs <= self.field

    @checked
    def rows(self, job: Job, count: int) -> int:
        """Return how many rows fit into each of several bands."""
        _check_count("count", count)
        each = _BYTES_PER_FIELD_BYTE if job.show == "field" else _BYTES_PER_BYTE
        return int(self.bands / (each * job.pixel_bytes * job.size.width * count))


def _check_count(name: str, count: int) -> None:
    if not 1 <= count <= _MAX_COUNT:
        raise InputError(fault("range", f"a whole number from 1 to {_MAX_COUNT} is needed", name, got=count))


@cache
def budget_here() -> Budget:
    """Return the budget for the memory and the processors that this process may use."""
    return Budget.within(count_memory(), count_processors())
