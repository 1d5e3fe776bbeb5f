"""The choice of a shape: what the environment says, or what is fastest."""

from __future__ import annotations

import pytest

from nnart.errors import NnartError
from nnart.kernel import choice
from nnart.kernel.shapes import CANDIDATES, WIDTHS
from tests.faults_of import broken


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(choice.SETTING, raising=False)
    monkeypatch.setattr(choice, "_times", {})


@pytest.mark.usefixtures("free")
def test_it_follows_the_times_in_use() -> None:
    default, other = CANDIDATES[:2]
    assert choice.shape_for(100) == default
    choice.use({width: {default: 2.0, other: 1.0} for width in WIDTHS})
    assert choice.shape_for(100) == other


@pytest.mark.usefixtures("free")
def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    choice.use({width: {CANDIDATES[0]: 2.0, CANDIDATES[1]: 1.0} for width in WIDTHS})
    monkeypatch.setenv(choice.SETTING, "default")
    assert choice.shape_for(100) == CANDIDATES[0]
    monkeypatch.setenv(choice.SETTING, str(CANDIDATES[2]))
    assert choice.shape_for(100) == CANDIDATES[2]
    monkeypatch.setenv(choice.SETTING, "")
    assert choice.chosen() is None


def test_a_shape_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(choice.SETTING, "3x3x3")
    with pytest.raises(NnartError) as caught:
        choice.shape_for(100)
    assert broken(caught.value) == [("choice", (choice.SETTING,))]
