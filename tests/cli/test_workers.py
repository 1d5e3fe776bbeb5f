"""Workers: threads or a cluster, not both."""

from __future__ import annotations

import pytest

from nnart.cli.workers import check_workers, workers_at
from nnart.errors import InputError
from tests.faults_of import refused


@pytest.mark.parametrize(
    ("threads", "cluster"), [(None, None), (1, None), (1024, None), (None, "local"), (None, "tcp://a:1")]
)
def test_one_of_them_may_be_given(threads: int | None, cluster: str | None) -> None:
    check_workers(threads, cluster)


@pytest.mark.parametrize("threads", [0, 1025, -1, "x"])
@pytest.mark.parametrize("cluster", [None, "local"])
def test_a_wrong_number_of_threads_is_refused(threads: int, cluster: str | None) -> None:
    with refused("range", "threads", error=InputError):
        check_workers(threads, cluster)


def test_both_are_refused() -> None:
    with refused("conflict", "threads", "cluster", error=InputError):
        check_workers(2, "local")


def test_without_an_address_there_is_no_cluster() -> None:
    with workers_at(None) as workers:
        assert workers is None
