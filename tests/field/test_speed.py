"""What speed is measured with, and `nnart bench`. No time is tested: machines are shared."""

from __future__ import annotations

import json
import threading

import pytest
from typer.testing import CliRunner

from nnart.cli.app import app
from nnart.field import speed
from nnart.kernel import loaded, machinecode
from nnart.kernel.packing import aligned
from nnart.kernel.processor import SHAPE, Target, shape_for
from nnart.threads import thread_count
from tests.conftest import Run


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


@pytest.mark.parametrize("failing", [1, 2])
def test_an_error_of_a_worker_is_raised(failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one of two too, whom the other must not wait for."""
    monkeypatch.setattr(speed, "used", lambda _: 2)
    turns = iter(range(1, 1000))

    def work() -> float:
        return 1.0 / (next(turns) != failing)

    with pytest.raises(ZeroDivisionError):
        speed.throughput(work, 2, 0.01)


def test_multiply_adds_are_done() -> None:
    """One pass over all chains, which begin at 0, 1, …, and their sum in every lane."""
    kernel = loaded()
    assert kernel.multiply_add(1) == 2 * SHAPE.lanes * SHAPE.chains
    out = aligned(SHAPE.lanes)
    machinecode.call("peak", 1, out.ctypes.data)
    assert out == pytest.approx(0.999 * sum(n + 1 for n in range(SHAPE.chains)), rel=1e-6)


def test_chains_fit_the_registers() -> None:
    for features, registers in (("+avx512f", 32), ("+avx2,+avx", 16), ("", 16)):
        assert shape_for(Target("x86_64-unknown-linux-gnu", "", features)).chains < registers
    assert shape_for(Target("aarch64-unknown-linux-gnu", "", "")).chains < 32


def test_a_measurement_agrees_with_itself() -> None:
    one = speed.measure(3, 64, threads=1)
    assert (one.layers, one.width, one.activation) == (3, 64, "tanh")
    assert one.share > 0
    assert one.flops == pytest.approx(one.share * one.peak)
    assert one.flops == pytest.approx(2 * 64**2 * 2 * one.pixels)


@pytest.mark.slow
def test_bench_speaks_to_programs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """For moments here; as a process of its own and to people it speaks in the README's test."""
    monkeypatch.setattr(speed, "_MOMENT", 0.01)
    monkeypatch.setattr(speed, "_ROUNDS", 2)
    done = CliRunner().invoke(app, ["bench", "--json", "--threads", "1000"])
    assert (done.exit_code, done.stderr) == (0, "")
    facts = json.loads(done.stdout)
    assert facts.keys() == {"nnart", "processor", "threads", "peak", "networks", "seconds", "seconds_exact"}
    assert facts["threads"] == thread_count(None)
    assert [one["width"] for one in facts["networks"]] == [32, 64, 100, 128, 256]
    assert all(one["share"] > 0 for one in facts["networks"])
    assert facts["seconds"].keys() == {"1024", "4k", "16k"}


def test_bench_refuses_a_wrong_number_of_threads(main_: Run) -> None:
    done = main_("bench", "--threads", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nnart: --threads: a whole number from 1 to 1024 is needed, not 0\n"
