"""What the studio's tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.studio.page.process import Process


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """The studio in a process, for tests in a browser."""
    pytest.importorskip("starlette", reason="Starlette is not installed: pip install 'nnart[studio]'")
    process = Process(tmp_path_factory.mktemp("studio"))
    try:
        yield process
    finally:
        process.stop()


@pytest.fixture
def studio(served: Process) -> Process:
    """The studio with nothing kept, and nothing exported."""
    served.forget()
    shutil.rmtree(served.favourites, ignore_errors=True)
    for path in served.exports.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return served
