"""The application: what no other test of the studio says of its routes."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from nnart.errors import Cancelled
from nnart.studio import app
from nnart.studio.app import Studio, application
from nnart.studio.slots import Slots
from nnart.threads import Cancel
from tests.studio.client import HOST, SAME, SMALL, Client

PICTURE = f"/api/picture?seed=7&{SMALL}&size=20"


def test_a_get_changes_nothing(client: Client, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    for path in ("/", "/api/studio", "/api/wall?count=2", f"/api/look?seed=7&{SMALL}", PICTURE):
        assert client.get(path).status_code == 200
    for path in (f"/api/zoom/3/0_0?seed=7&{SMALL}", "/api/favourites", "/api/exports"):
        assert client.get(path).status_code == 200
    assert sorted(tmp_path.rglob("*")) == before


def test_one_too_many_is_asked_to_come_again(tmp_path: Path) -> None:
    client = Client(application(Studio(tmp_path, Slots(1, waiting=-1)), hosts={HOST}))
    answer = client.get(PICTURE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json()["faults"][0]["says"].startswith("too many pictures")
    assert client.get("/api/wall?count=1").status_code == 200  # which paints nothing
    client.close()


def test_a_draft_waits_for_no_other_picture(tmp_path: Path) -> None:
    studio = Studio(tmp_path, Slots(1, waiting=-1))
    client = Client(application(studio, hosts={HOST}))
    assert client.get(PICTURE).status_code == 503
    assert client.get(PICTURE.replace("picture", "draft")).status_code == 200
    client.close()
    studio.close()


PLAIN = (f"/api/look?seed=7&{SMALL}", "/api/wall?count=1")


def test_words_wait_for_no_picture(tmp_path: Path) -> None:
    studio = Studio(tmp_path, Slots(1, waiting=-1))
    studio.hasty = Slots(1, waiting=-1)
    client = Client(application(studio, hosts={HOST}))
    assert [client.get(path).status_code for path in (PICTURE, *PLAIN)] == [503, 200, 200]
    assert _pasted(client) == 200
    client.close()
    studio.close()


def test_nor_do_they_take_all_threads(tmp_path: Path) -> None:
    studio = Studio(tmp_path, Slots(1))
    studio.plain = Slots(1, waiting=-1)
    client = Client(application(studio, hosts={HOST}))
    assert [client.get(path).status_code for path in (PICTURE, *PLAIN)] == [200, 503, 503]
    assert _pasted(client) == 503
    client.close()
    studio.close()


def _pasted(client: Client) -> int:
    headers = SAME | {"Content-Type": "text/plain"}
    return client.ask("POST", "/api/read", content=b"7", headers=headers).status_code


def test_what_takes_too_long_is_ended_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: Any, __: Any, ___: Any, cancel: Cancel, ____: int) -> None:
        done = threading.Event()
        with cancel.calling(done.set):
            done.wait(10)
        cancel.check()

    monkeypatch.setattr(app, "take", slow)
    client = Client(application(Studio(tmp_path, Slots(1, seconds=0.05)), hosts={HOST}))
    answer = client.get(PICTURE)
    assert (answer.status_code, "Retry-After" in answer.headers) == (413, False)
    assert "fewer layers" in answer.json()["faults"][0]["ways"][0]
    client.close()


def test_one_who_has_gone_is_not_answered_with_faults(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any) -> None:
        raise Cancelled

    monkeypatch.setattr(app, "take", gone)
    assert client.get(PICTURE).status_code == 499


def test_what_changes_is_not_stored(client: Client) -> None:
    for path in ("/api/studio", "/api/wall?count=1", "/api/favourites", "/api/exports", "/api/look?seed=x"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
