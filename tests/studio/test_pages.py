"""The page's files."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart.studio
from nnart.studio import pages
from tests.studio.client import Client

FOLDER = Path(nnart.studio.__file__).parent / "page"


def test_the_page_names_its_parts_by_their_version(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "__VERSION__" not in answer.text


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_every_part_is_served(client: Client, path: Path) -> None:
    """With its version, it is never asked for again; without, whether it has changed."""
    answer = client.get(f"/page/{path.name}?v={pages.version()}")
    assert (answer.status_code, answer.content) == (200, path.read_bytes())
    assert "immutable" in answer.headers["Cache-Control"]
    again = client.get(f"/page/{path.name}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "no-cache")


@pytest.mark.parametrize("path", ["/", "/page/studio.css", "/page/studio.js"])
def test_parts_are_compressed_for_those_who_take_it(client: Client, path: str) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content == plain.content  # which the client has unpacked
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2


def test_the_viewer_is_a_part_too(client: Client) -> None:
    answer = client.get("/page/openseadragon.min.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"OpenSeadragon" in answer.content


@pytest.mark.parametrize(
    "name",
    [
        *("nosuch.js", "..%2fapp.py", "app.py", ".hidden", "%2e%2e%2fpages.py", "a%00.js"),
        *("a" * 300 + ".js", "a." * 200 + "js", "%F0%9D%90%80" * 40 + ".js"),  # too long for file systems
    ],
)
def test_nothing_else_is_served(client: Client, name: str) -> None:
    assert client.get(f"/page/{name}").status_code == 404
