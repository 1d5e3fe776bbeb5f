"""Ports: the address that the studio listens at.

Browsers keep bookmarks, and what a page remembers, by host and port. So the studio has a usual port, and a page
that was open when the studio ended goes on when it is started again.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from contextlib import suppress
from typing import Final

from nnart.errors import FileError, InputError, fault, shown

LOOPBACK: Final = "127.0.0.1"
# "nart" on the keys of a telephone. IANA has given it to nobody, browsers do not block it, and it is below the
# ports that systems choose from for connections, so that none of these takes it by chance.
USUAL_PORT: Final = 6278
_BACKLOG = 128


def listen(host: str, port: int | None = None) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: the address to listen at.
        port: None for the usual one, or a free one if that is taken; 0 for a free one.

    Raises:
        InputError: if the host is not an address of this machine.
        FileError: if the port is taken.
    """
    if port is None:
        with suppress(FileError):
            return listen(host, USUAL_PORT)
        port = 0
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)  # TCP by name, or asyncio lets its answers wait
    except (OSError, UnicodeError) as error:
        says = f"this machine has no address {shown(host)}"
        raise InputError(fault("unreachable", says, "host", ways="leave it out")) from error
    try:
        if os.name == "posix":  # elsewhere, it lets two programs have the same port
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
