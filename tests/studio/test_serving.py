"""Serving: the studio as a process, on a socket of its own."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnart.errors import FileError
from nnart.studio.ports import LOOPBACK, listen
from nnart.studio.serving import serve
from tests.studio.client import SMALL
from tests.studio.test_ports import free_port

STUDIO = [sys.executable, "-m", "nnart", "studio", "--no-browser"]
HEAVY = "/api/picture?seed=7&layers=900&size=2000"
LIGHT = f"/api/picture?seed=7&{SMALL}&size=20"


class Served:
    """A studio that runs."""

    def __init__(self, folder: Path, *words: str) -> None:
        environment = os.environ | {"NNART_FAVOURITES": str(folder / "favourites")}
        self.process = subprocess.Popen(
            [*STUDIO, *words], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stderr is not None
        self.line = self.process.stderr.readline()
        self.address = self.line.split()[4].rstrip(";")
        self.host = self.address.split("/")[2]

    def begin(self, path: str) -> http.client.HTTPConnection:
        """Send a request, and wait for no answer."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request("GET", path)
        return connection


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    found = Served(tmp_path)
    yield found
    found.process.kill()
    found.process.communicate()


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:
        data: bytes = answer.read()
        return data


def test_it_says_where_it_is_and_answers(served: Served) -> None:
    assert served.line == f"the studio is at http://{served.host}/; Ctrl-C ends it\n"
    assert b"<title>" in get(served.address)
    assert get(f"{served.address}{LIGHT[1:]}")[:4] == b"RIFF"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(os.name != "posix", reason="other systems have other signals")
def test_a_signal_ends_it_at_once(served: Served, number: signal.Signals) -> None:
    connection = served.begin(HEAVY)
    time.sleep(0.3)
    served.process.send_signal(number)
    _, stderr = served.process.communicate(timeout=20)
    assert (served.process.returncode, stderr) == (0, "")
    connection.close()


def test_those_who_go_leave_their_slots_to_others(served: Served) -> None:
    """Far more of them than there are slots and places in the row: each would paint for half a minute."""
    for _ in range(3):
        gone = [served.begin(HEAVY) for _ in range(12)]
        time.sleep(0.3)
        for connection in gone:
            connection.close()
        assert get(f"{served.address}{LIGHT[1:]}")[:4] == b"RIFF"


def test_a_picture_to_begin_with_is_in_the_address(tmp_path: Path) -> None:
    port = free_port()
    found = Served(tmp_path, "nn1-0cw0s1htkw", "--port", str(port))
    found.process.kill()
    found.process.communicate()
    assert found.line.startswith(f"the studio is at http://127.0.0.1:{port}/#tune?seed=")


def test_beyond_loopback_the_address_has_a_token(tmp_path: Path) -> None:
    found = Served(tmp_path, "--host", "0.0.0.0")
    try:
        assert "/?token=" in found.address
        address = found.address.replace("0.0.0.0", "127.0.0.1")
        jar = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with jar.open(address, timeout=60) as answer:
            assert b"<title>" in answer.read()
        plain = address.partition("?")[0]
        with pytest.raises(urllib.error.HTTPError) as raised:
            get(plain)
        assert raised.value.code == 401
        raised.value.close()
        with jar.open(f"{plain}{LIGHT[1:]}", timeout=60) as answer:
            assert answer.read()[:4] == b"RIFF"
    finally:
        found.process.kill()
        found.process.communicate()


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with listen(LOOPBACK, 0) as listener, pytest.raises(FileError, match="port"):
        serve(tmp_path, port=listener.getsockname()[1])


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no folder"):
        serve(tmp_path / "missing")
