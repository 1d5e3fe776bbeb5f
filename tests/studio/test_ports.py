"""Ports: the address that the studio listens at."""

from __future__ import annotations

import socket

import pytest

from nnart.errors import FileError, InputError
from nnart.studio import ports
from nnart.studio.ports import LOOPBACK, host_text, is_loopback, listen

EPHEMERAL = 32_768  # the first port that Linux takes for connections; others begin higher
# Of https://fetch.spec.whatwg.org/#port-blocking, those that a program without rights may listen at.
BLOCKED = {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080}.union(
    range(6665, 6670)
)


def free_port() -> int:
    with listen(LOOPBACK, 0) as listener:
        return port_of(listener)


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


def test_the_usual_port_is_one_that_browsers_open_and_systems_leave_alone() -> None:
    assert 1024 <= ports.USUAL_PORT < EPHEMERAL
    assert ports.USUAL_PORT not in BLOCKED


def test_the_usual_port_is_taken_again_and_a_free_one_beside_another_studio(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ports, "USUAL_PORT", free_port())
    for _ in range(2):
        with listen(LOOPBACK) as listener, listen(LOOPBACK) as other:
            assert port_of(listener) == ports.USUAL_PORT != port_of(other)


def test_a_port_that_is_asked_for_is_that_port_or_none() -> None:
    with listen(LOOPBACK, 0) as listener, pytest.raises(FileError, match="port"):
        listen(LOOPBACK, port_of(listener))


def test_a_host_that_is_not_here_is_said() -> None:
    for port in (None, 0):
        with pytest.raises((InputError, FileError)):
            listen("256.0.0.1", port)


def test_answers_do_not_wait_for_one_another() -> None:
    """Where a socket does not say TCP, asyncio leaves Nagle's algorithm on: 40 ms an answer."""
    with listen(LOOPBACK, 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_hosts_are_written_as_browsers_write_them() -> None:
    with listen(LOOPBACK, 0) as listener:
        port = port_of(listener)
        names = [host_text(name, listener) for name in ("127.0.0.1", "LocalHost", "::1")]
        assert names == [f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"]


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("a", False),
    ],
)
def test_loopback_is_what_only_this_machine_reaches(host: str, only_here: bool) -> None:
    assert is_loopback(host) == only_here
