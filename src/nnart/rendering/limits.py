"""Limits: how much time, memory and disk pictures may take; larger work is refused at once."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from nnart.amounts import amount, duration
from nnart.checks.annotations import answering, check_counts, check_fields, checked
from nnart.errors import InputError, fault
from nnart.machine.disk import count_free, largest_file
from nnart.machine.memory import PROGRAM, count_memory

if TYPE_CHECKING:
    from nnart.rendering.estimate import Estimate

_HOUR: Final = 3600.0  # seconds
MAX_SECONDS: Final = _HOUR  # longer than a poster of 16k takes at every pixel, on a slow machine
MAX_DISK: Final = 100 * 10**9  # bytes: more than most have left, and than most programs open
MAX_SHARE_OF_MEMORY: Final = 0.5  # of what there is beside the program: others need some too, and estimates err
MIN_MEMORY: Final = 32 * 2**20  # bytes beside the program, which are taken to be there: no picture needs less


@answering
@dataclass(frozen=True, repr=False)
class Limits:
    """The most that pictures may take: nnart.Run(limits=nnart.Limits(seconds=60, pixels=10**8)).

    Attributes:
        seconds: time on this machine; unlimited on a cluster.
        memory: bytes of this process, including its pictures; None for no limit.
        pixels: of one picture; None for no limit.
    """

    seconds: float = MAX_SECONDS
    memory: int | None = None
    pixels: int | None = None

    def __post_init__(self) -> None:
        check_counts(self, "memory", "pixels")
        check_fields(self)
        if not self.seconds >= 0:  # nor what is no number
            raise InputError(fault("range", "a number from 0 is needed", "seconds", got=self.seconds))

    def __repr__(self) -> str:
        """Return it as Python writes it, without what is not limited."""
        given = {"seconds": self.seconds, "memory": self.memory, "pixels": self.pixels}
        told = [f"{name}={value!r}" for name, value in given.items() if value not in (None, MAX_SECONDS)]
        return f"Limits({', '.join(told)})"

    @checked
    def alone(self, alone: bool) -> Self:
        """Return the limits for work that this machine does alone, or with others."""
        return self if alone else replace(self, seconds=math.inf)

    @checked
    def exceeded(
        self,
        takes: Estimate,
        count: int = 1,
        *,
        copied: bool = False,  # noqa: ARG002  - of a disk
        one_file: bool = True,  # noqa: ARG002
    ) -> dict[str, str]:
        """Return which limits on time, memory and disk some pictures exceed, in words.

        Args:
            takes: the estimate of one picture.
            count: number of pictures.
            copied: whether files are joined from pieces that lie beside them until then.
            one_file: whether each picture is a single file.
        """
        found, total = {}, takes.times(count)
        if total.seconds > self.seconds:
            limit = f"{self.seconds / 3600:g} h" if self.seconds >= _HOUR else duration(self.seconds)
            found["time"] = f"the limit is {limit}"
        if self.memory is not None and total.memory > self.memory:
            found["memory"] = f"the limit is {amount(self.memory)}"
        return found


@dataclass(frozen=True)
class Disk:
    """Space on a disk of this machine.

    Attributes:
        free: bytes; None if unknown.
        held: bytes that an unfinished picture occupies already.
        largest: maximum bytes of a file; None for no limit.
    """

    free: int | None = None
    held: int = 0
    largest: int | None = None

    def exceeded(self, takes: Estimate, count: int, *, copied: bool, one_file: bool) -> str:
        """Return in words what pictures exceed, empty if they fit; as `Limits.exceeded`."""
        # The last streamed file exists twice for a moment.
        total = takes.times(count).disk
        needed = max(0, total + (takes.disk if copied else 0) - self.held)
        if self.free is not None and needed > self.free:
            twice = f", {amount(needed)} while it is painted" if copied else ""
            return f"{amount(self.free)} are free{twice}"
        if self.largest is not None and one_file and takes.disk > self.largest:
            return f"a file may have {amount(self.largest)} there"
        return f"the limit is {amount(MAX_DISK)}" if total > MAX_DISK else ""


@dataclass(frozen=True, repr=False)
class MachineLimits(Limits):
    """The command line's limits: an hour, half the memory, 100 GB and the free disk space; more is probably a
    typo.

    Attributes:
        there: bytes of memory that this process may use; None if unknown.
        disk: where pictures are written; None if they stay in memory.
    """

    there: int | None = None
    disk: Disk | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.there is not None:
            share = max(MIN_MEMORY, math.floor(MAX_SHARE_OF_MEMORY * (self.there - PROGRAM)))
            object.__setattr__(self, "memory", PROGRAM + share)

    def exceeded(
        self, takes: Estimate, count: int = 1, *, copied: bool = False, one_file: bool = True
    ) -> dict[str, str]:
        """Return what some pictures exceed; as `Limits.exceeded`."""
        found = super().exceeded(takes, count, copied=copied, one_file=one_file)
        if "memory" in found and self.there is not None and self.there > (self.memory or 0):
            found["memory"] += f" of {amount(self.there)}"
        if self.disk is not None and (
            full := self.disk.exceeded(takes, count, copied=copied, one_file=one_file)
        ):
            found["disk"] = full
        return found


def find_limits(folder: Path | None = None, held: int = 0) -> MachineLimits:
    """Return this machine's limits, including the disk if pictures are written to a folder."""
    disk = None if folder is None else Disk(count_free(folder), held, largest_file(folder))
    return MachineLimits(there=count_memory(), disk=disk)
