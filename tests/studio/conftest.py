"""What the tests of the studio share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.studio.client import Client, client_of


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of a studio with an empty folder of exports, and no favourites."""
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "favourites"))
    folder = tmp_path / "exports"
    folder.mkdir()
    with client_of(folder) as found:
        yield found
