"""How registers are used on each kind of processor."""

from __future__ import annotations

import pytest

from nnart.errors import NnartError
from nnart.kernel.processor import ROWS, SHAPE, TARGET, Target, settings, shape_for
from tests.faults_of import broken


def test_chains_fit_the_registers() -> None:
    for features, registers in (("+avx512f", 32), ("+avx2,+avx", 16), ("", 16)):
        assert shape_for(Target("x86_64-unknown-linux-gnu", "", features)).chains < registers
    assert shape_for(Target("aarch64-unknown-linux-gnu", "", "")).chains < 32


TARGETS = [
    Target("x86_64-unknown-linux-gnu", "", "+avx512f,+avx2,+avx,+fma"),
    Target("x86_64-pc-windows-msvc", "", "+avx2,+avx"),
    Target("x86_64-unknown-linux-gnu", "", ""),
    Target("aarch64-unknown-linux-gnu", "", ""),
    Target("arm64-apple-darwin", "", ""),
    Target("riscv64-unknown-linux-gnu", "", "+v"),
]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: f"{target.triple} {target.features}")
def test_a_tile_is_a_whole_number_of_blocks(target: Target) -> None:
    shape = shape_for(target)
    assert shape.points % (shape.vectors * shape.lanes) == 0
    assert shape.points % 8 == 0  # float64 lies at whole cache lines too


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: f"{target.triple} {target.features}")
def test_a_block_of_sums_stays_in_registers(target: Target) -> None:
    wide = "+avx512f" in target.features or target.triple.startswith(("aarch64", "arm64"))
    assert ROWS * shape_for(target).vectors <= (16 if wide else 12)


def test_wider_registers_are_used() -> None:
    assert [shape_for(target).lanes for target in TARGETS] == [16, 8, 4, 4, 4, 4]
    assert shape_for(TARGET) == SHAPE


def test_numba_may_be_told_of_another_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    monkeypatch.setenv("NUMBA_CPU_FEATURES", "")
    assert Target.here() == (TARGET.triple, "generic", "")


def test_numba_s_settings_of_the_code_are_heeded_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES", "NUMBA_ENABLE_AVX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NUMBA_NUM_THREADS", "0")
    monkeypatch.setenv("NUMBA_OPT", "")
    assert settings() == {}
    monkeypatch.setenv("NUMBA_OPT", "max")
    monkeypatch.setenv("NUMBA_CPU_FEATURES", "")
    assert settings() == {"NUMBA_OPT": "max", "NUMBA_CPU_FEATURES": ""}


@pytest.mark.parametrize(("name", "value"), [("NUMBA_OPT", "7"), ("NUMBA_ENABLE_AVX", "yes")])
def test_a_setting_that_says_nothing_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(NnartError) as caught:
        settings()
    assert broken(caught.value) == [("choice", (name,))]
