"""`nnart bench`: what it says to programs, and what it refuses."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from nnart.cli.app import app
from nnart.field import speed
from nnart.threads import thread_count
from tests.conftest import Run


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
