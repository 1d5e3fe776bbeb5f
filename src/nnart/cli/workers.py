"""Who paints, as the options say: threads, or a cluster."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from nnart.errors import InputError
from nnart.threads import check_threads

if TYPE_CHECKING:
    from nnart.cluster.cluster import Cluster


def check_workers(threads: int | None, cluster: str | None) -> None:
    """Refuse numbers of threads that cannot be, and threads and a cluster."""
    if threads is None:
        return
    check_threads(threads)
    if cluster is not None:
        raise InputError("threads and cluster: a cluster's workers have threads of their own; give one of them")


def workers_at(address: str | None) -> AbstractContextManager[Cluster | None]:
    """Return the workers of a cluster, if one is named."""
    if address is None:
        return nullcontext()
    from nnart.cluster.cluster import Cluster

    return Cluster(address)
