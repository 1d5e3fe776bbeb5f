"""Machine code: linked, and called without blocking other threads."""

from __future__ import annotations

import time
from threading import Thread

import pytest

from nnart.kernel import compiled, loaded, machinecode
from nnart.kernel.shapes import CANDIDATES
from nnart.kernel.signatures import SIGNATURES


def test_code_is_linked_and_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machinecode, "_functions", {})
    monkeypatch.setattr(machinecode, "_products", {})
    assert not machinecode.linked()
    machinecode.link(compiled.machine_code())
    assert machinecode.linked()
    assert machinecode._functions.keys() == SIGNATURES.keys()


def test_every_shape_has_an_address() -> None:
    loaded()
    addresses = {machinecode.products(shape) for shape in CANDIDATES}
    assert len(addresses) == len({shape.symbol for shape in CANDIDATES})
    assert all(addresses)


def test_other_threads_go_on_during_a_call() -> None:
    """The call ends only after this thread has done something meanwhile."""
    kernel, seen = loaded(), [0]
    thread = Thread(target=lambda: kernel.multiply_add(2 * 10**8))
    thread.start()
    while thread.is_alive():
        seen[0] += 1
        time.sleep(0.001)
    assert seen[0] > 1
