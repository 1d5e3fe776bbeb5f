"""What speed is measured with. No time is tested: machines are shared."""

from __future__ import annotations

import threading

import pytest

from nnart.field import speed
from nnart.threads import thread_count
from tests.faults import few_threads


def test_throughput_adds_what_all_threads_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock that goes on by a second at every look, each thread does 3 pieces in 4 seconds."""
    clock = threading.local()

    def look() -> float:
        clock.now = getattr(clock, "now", 0.0) + 1.0
        return float(clock.now)

    monkeypatch.setattr("nnart.field.speed.time.perf_counter", look)
    workers = set()

    def work() -> float:
        workers.add(threading.get_ident())
        return 10.0

    assert speed.throughput(work, None, 4.0) == pytest.approx(len(workers) * 30 / 4)
    assert len(workers) == thread_count(None)


@pytest.mark.parametrize("allowed", [0, 1, 2, 3])
def test_threads_that_start_do_not_wait_for_others(allowed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "used", lambda _: 4)
    workers = set()

    def work() -> float:
        workers.add(threading.get_ident())
        return 1.0

    with few_threads(allowed):
        assert speed.throughput(work, 4, 0.01) > 0
    assert len(workers) == max(1, allowed)


@pytest.mark.parametrize("failing", [1, 2])
def test_an_error_of_a_worker_is_raised(failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one of two too, whom the other must not wait for."""
    monkeypatch.setattr(speed, "used", lambda _: 2)
    turns = iter(range(1, 1000))

    def work() -> float:
        return 1.0 / (next(turns) != failing)

    with pytest.raises(ZeroDivisionError):
        speed.throughput(work, 2, 0.01)


def test_a_measurement_agrees_with_itself() -> None:
    one = speed.measure(3, 64, threads=1)
    assert (one.layers, one.width, one.activation) == (3, 64, "tanh")
    assert one.share > 0
    assert one.flops == pytest.approx(one.share * one.peak)
    assert one.flops == pytest.approx(2 * 64**2 * 2 * one.pixels)
