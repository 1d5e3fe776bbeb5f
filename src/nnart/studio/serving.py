"""Serving: the studio on a socket of its own, until it is told to end."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any

import uvicorn

from nnart.errors import FileError, NnartError
from nnart.files.atomic import no_folder
from nnart.kernel import loaded
from nnart.machine.heap import give_back_large
from nnart.studio.app import Studio, application
from nnart.studio.ports import LOOPBACK, host_text, is_loopback, listen


class _Server(uvicorn.Server):
    """A server that says when it is ready, and ends at once."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.should_exit = self.force_exit = True


def serve(
    folder: Path,
    *,
    host: str = LOOPBACK,
    port: int | None = None,
    place: str = "",
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the studio until SIGINT or SIGTERM.

    Args:
        folder: where exports go.
        host: the address to listen at; beyond loopback, the studio's address has a token.
        port: None for the usual one, or a free one if that is taken; 0 for a free one.
        place: the part of the page's address behind #.
        ready: called with the studio's address when it answers.

    Raises:
        InputError: if the host is not an address of this machine.
        FileError: if the port is taken, or the folder is not there.
    """
    if not folder.is_dir():
        raise FileError(no_folder(folder))
    give_back_large()
    Thread(target=_load, daemon=True).start()
    listener = listen(host, port)
    with listener:
        token = None if is_loopback(host) else secrets.token_urlsafe(24)
        written = host_text(host, listener)
        hosts = (
            None
            if token
            else frozenset({host_text(name, listener) for name in (host, LOOPBACK, "localhost", "::1")})
        )
        address = f"http://{written}/{f'?token={token}' if token else ''}{f'#{place}' if place else ''}"
        studio = Studio(folder)
        app: Any = application(studio, hosts=hosts, token=token)
        config = uvicorn.Config(
            app,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_level="critical",
            access_log=False,
            proxy_headers=False,  # which would change what the guard compares
            server_header=False,
        )
        try:
            _Server(config, lambda: ready(address)).run(sockets=[listener])
        finally:
            studio.close()


def _load() -> None:
    """Load the kernel, which the first picture needs; that picture says what is wrong with it."""
    with suppress(NnartError):
        loaded()
