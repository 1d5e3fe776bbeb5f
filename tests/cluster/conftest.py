"""Clusters that tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nnart.cluster.cluster import Cluster
from nnart.cluster.local import LocalCluster


@pytest.fixture(scope="package")
def local() -> Iterator[LocalCluster]:
    with LocalCluster() as started:
        yield started


@pytest.fixture(scope="package")
def workers(local: LocalCluster) -> Iterator[Cluster]:
    with Cluster(local.address) as connected:
        yield connected


@pytest.fixture
def own() -> Iterator[Cluster]:
    """One to break."""
    with Cluster("local") as connected:
        yield connected
