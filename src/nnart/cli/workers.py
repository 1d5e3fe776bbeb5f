"""Workers: who paints, as the options say, threads or a cluster."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from nnart.errors import InputError, fault
from nnart.threads import check_threads

if TYPE_CHECKING:
    from nnart.cluster.cluster import Cluster


def check_workers(threads: int | None, cluster: str | None) -> None:
    """Refuse a number of threads that is out of range, and threads together with a cluster."""
    if threads is None:
        return
    check_threads(threads)
    if cluster is not None:
        says = "the workers of a cluster have threads of their own"
        raise InputError(fault("conflict", says, "threads", "cluster", ways="give one of them"))


def workers_at(address: str | None) -> AbstractContextManager[Cluster | None]:
    """Return the workers of a cluster, if an address is given."""
    if address is None:
        return nullcontext()
    from nnart.cluster.cluster import Cluster

    return Cluster(address)
