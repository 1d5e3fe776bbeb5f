"""The processor to compile for: its vectors and registers, or what is said instead."""

from __future__ import annotations

import pytest

from nnart.errors import NnartError
from nnart.kernel.processor import CHAINS, LANES, TARGET, Target
from tests.faults_of import broken

TARGETS = [
    Target("x86_64-unknown-linux-gnu", "", "+avx512f,+avx2,+avx,+fma"),
    Target("x86_64-pc-windows-msvc", "", "+avx2,+avx"),
    Target("x86_64-unknown-linux-gnu", "", ""),
    Target("aarch64-unknown-linux-gnu", "", ""),
    Target("arm64-apple-darwin", "", ""),
    Target("riscv64-unknown-linux-gnu", "", "+v"),
]


def test_wide_vectors_and_all_registers_are_used() -> None:
    assert [target.lanes for target in TARGETS] == [16, 8, 4, 4, 4, 4]
    assert [target.registers for target in TARGETS] == [32, 16, 16, 32, 32, 16]
    assert (TARGET.lanes, TARGET.registers * 3 // 4) == (LANES, CHAINS)


def test_only_features_that_are_on_are_there() -> None:
    assert Target("x86_64-unknown-linux-gnu", "", "+avx,-avx512f").has == {"avx"}


def test_another_processor_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNART_CPU", "x86-64-v3")
    monkeypatch.setenv("NNART_CPU_FEATURES", "")
    assert Target.here() == (TARGET.triple, "x86-64-v3", "")
    monkeypatch.delenv("NNART_CPU_FEATURES")
    assert Target.here().features
    monkeypatch.setenv("NNART_CPU", "")
    assert Target.here().name


@pytest.mark.parametrize("features", ["garbage", "avx512f", "+avx, +avx2", "+avx,", " "])
def test_features_that_are_no_list_are_refused(features: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """LLVM would end the process."""
    monkeypatch.setenv("NNART_CPU_FEATURES", features)
    with pytest.raises(NnartError) as caught:
        Target.here()
    assert broken(caught.value) == [("type", ("NNART_CPU_FEATURES",))]
