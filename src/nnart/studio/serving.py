"""Serving: the studio on a socket of its own, until it is told to end."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any, Final

import uvicorn

from nnart.errors import FileError, InputError, NnartError, fault, shown
from nnart.files.atomic import no_folder
from nnart.kernel import loaded
from nnart.machine.heap import give_back_large
from nnart.studio.app import Studio, application

LOOPBACK: Final = "127.0.0.1"
_BACKLOG = 128


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
    port: int = 0,
    place: str = "",
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the studio until SIGINT or SIGTERM.

    Args:
        folder: where exports go.
        host: the address to listen at; beyond loopback, the studio's address has a token.
        port: 0 for a free one.
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


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        InputError: if the host is not an address of this machine.
        FileError: if the port is taken.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)  # TCP by name, or asyncio lets its answers wait
    except (OSError, UnicodeError) as error:
        says = f"this machine has no address {shown(host)}"
        raise InputError(fault("unreachable", says, "host", ways="leave it out")) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        says = f"cannot be listened at: {error.strerror or error}"
        ways = "leave it out, and a free one is taken" if port else ()
        raise FileError(fault("access", says, "port", ways=ways, where=f"{host}:{port}")) from error
    return listener


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_text(host: str, listener: socket.socket) -> str:
    """Return a host with the listener's port, as a browser writes it."""
    port = listener.getsockname()[1]
    name = f"[{host}]" if ":" in host else host.lower()
    return name if port == 80 else f"{name}:{port}"
