"""A browser that speaks to the studio's application without a network, and keeps one event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

from nnart.studio.app import Studio, application

T = TypeVar("T")
HOST = "127.0.0.1:8000"
SAME = {"Sec-Fetch-Site": "same-origin"}  # as a browser says of the page's own requests
SMALL = "layers=3&width=10"  # of networks that take no time


class Client:
    """Asks an ASGI application, from a thread of its own: in this one, Playwright's loop may run."""

    def __init__(self, app: Any) -> None:
        self._runner, self._thread = asyncio.Runner(), ThreadPoolExecutor(1)
        transport = httpx.ASGITransport(app=app)
        self._client = httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}")

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        """Send a request as any program does."""
        return self._run(self._client.request(method, path, **given))

    def get(self, path: str, **given: Any) -> httpx.Response:
        """Get something as the page does."""
        return self.ask("GET", path, headers=SAME | given.pop("headers", {}), **given)

    def post(self, path: str, data: Any = None, **given: Any) -> httpx.Response:
        """Send JSON as the page does."""
        return self.ask("POST", path, headers=SAME, json=data, **given)

    def delete(self, path: str) -> httpx.Response:
        """Delete something as the page does."""
        return self.ask("DELETE", path, headers=SAME)

    def close(self) -> None:
        """End the event loop."""
        self._run(self._client.aclose())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._thread.submit(self._runner.run, work).result()


@contextmanager
def client_of(folder: Path, **given: Any) -> Iterator[Client]:
    """Open a client of a studio that exports into a folder."""
    studio = Studio(folder)
    client = Client(application(studio, hosts={HOST}, **given))
    try:
        yield client
    finally:
        client.close()
        studio.close()


def ended(client: Client) -> list[dict[str, Any]]:
    """Wait until all exports have ended, and return them."""
    for _ in range(1000):
        found: list[dict[str, Any]] = client.get("/api/exports").json()
        if all(one["state"] not in ("waiting", "running") for one in found):
            return found
        time.sleep(0.02)
    raise AssertionError(found)
