"""What speed is measured with, and `nnart bench`. No time is tested: machines are shared."""

from __future__ import annotations

import json
import threading

import pytest

from nnart import speed
from nnart.engine import loaded_kernel
from nnart.kernel.processor import CHAINS, SHAPE
from nnart.threads import thread_count
from tests.conftest import Run


def test_throughput_adds_what_all_threads_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock that goes on by a second at every look, each thread does 3 pieces in 4 seconds."""
    clock = threading.local()

    def look() -> float:
        clock.now = getattr(clock, "now", 0.0) + 1.0
        return float(clock.now)

    monkeypatch.setattr("nnart.speed.time.perf_counter", look)
    workers = set()

    def work() -> float:
        workers.add(threading.get_ident())
        return 10.0

    assert speed.throughput(work, None, 4.0) == pytest.approx(len(workers) * 30 / 4)
    assert len(workers) == thread_count(None)


def test_an_error_of_a_worker_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        speed.throughput(lambda: 1 / 0, 1, 0.1)


def test_multiply_adds_are_counted() -> None:
    assert loaded_kernel().multiply_add(1000) == 2 * SHAPE.lanes * CHAINS * 1000


def test_a_measurement_is_within_what_is_possible() -> None:
    """More than the peak would mean that work is counted that was not done."""
    one = speed.measure(3, 64, threads=1)
    assert (one.layers, one.width, one.activation) == (3, 64, "tanh")
    assert 0.05 < one.share < 1.1
    assert one.share * one.peak == pytest.approx(2 * 64**2 * 2 * one.pixels)


def test_bench_says_it_to_people_and_to_programs(nnart_: Run) -> None:
    said = nnart_("bench")
    assert said.returncode == 0
    assert "20 x 100" in said.stdout
    assert "16k (15360 x 8640)" in said.stdout
    facts = json.loads(nnart_("bench", "--json", "--threads", "1").stdout)
    assert facts.keys() == {"processor", "threads", "peak", "networks", "seconds"}
    assert facts["threads"] == 1
    assert [one["width"] for one in facts["networks"]] == [32, 64, 100, 128, 256]
    assert all(0.05 < one["share"] < 1.1 for one in facts["networks"])
    assert 0 < facts["seconds"]["4k"] < facts["seconds"]["16k"]


def test_bench_refuses_a_wrong_number_of_threads(nnart_: Run) -> None:
    done = nnart_("bench", "--threads", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nnart: --threads: a whole number from 1 to 1024 is needed, not 0\n"
