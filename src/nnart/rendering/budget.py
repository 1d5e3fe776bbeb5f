"""Budget: how much memory rendering takes. No pixel depends on it."""

from __future__ import annotations

from dataclasses import dataclass

from nnart.rendering.job import Job

# Bytes that each byte of a band takes until it is written, measured: pixels wait compressed, fields do not, and
# twice as much is counted for them, to be safe.
_BYTES_PER_BYTE, _BYTES_PER_FIELD_BYTE = 1.6, 8.4


@dataclass(frozen=True)
class Budget:
    """How much memory rendering takes.

    Attributes:
        field: numbers of a field that may stay in memory between measuring a stretched tone and colouring.
        bands: bytes that all bands under way take at most, even if that cuts the largest cells.
        part: numbers of a window that are worked on at a time: what they need stays in the caches.
    """

    field: int = 2**23
    bands: int = 256 * 2**20
    part: int = 2**18

    def keeps_field(self, job: Job) -> bool:
        """Return whether a whole field is evaluated and kept, to measure a stretched tone."""
        return job.recipe.tone == "stretch" and job.samples * job.outputs <= self.field

    def rows(self, job: Job, count: int) -> int:
        """Return how many rows there is room for in each of several bands."""
        each = _BYTES_PER_FIELD_BYTE if job.show == "field" else _BYTES_PER_BYTE
        return int(self.bands / (each * job.pixel_bytes * job.size[1] * count))


BUDGET = Budget()
