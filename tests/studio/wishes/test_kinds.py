"""Kinds of wishes: each takes what it has a use for, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from nnart.studio.wishes.kinds import KINDS
from tests.studio.client import Client

GIVEN: dict[str, Any] = {"look": {"seed": "7"}, "names": ["dusk"], "size": "20", "format": "png", "bits": 8}
GIVEN |= {"dpi": 72, "name": "a"}


@pytest.mark.parametrize("path", ["/api/exports", "/api/estimate"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_has_no_effect_or_is_missing_is_refused(kept: Client, kind: str, path: str) -> None:
    needed = KINDS[kind].needs
    for name in GIVEN.keys() - KINDS[kind].takes - {needed}:
        answer = kept.post(path, {"kind": kind, needed: GIVEN[needed], name: GIVEN[name]})
        assert (answer.status_code, answer.json()["faults"][0]["names"]) == (400, [name])
    answer = kept.post(path, {"kind": kind, "name": "a"})
    assert (answer.status_code, answer.json()["faults"][0]["names"]) == (400, [needed])
    assert kept.get("/api/exports").json() == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].needs == "names"])
def test_names_that_are_not_there_are_refused(kept: Client, kind: str) -> None:
    for path in ("/api/exports", "/api/estimate"):
        assert kept.post(path, {"kind": kind, "names": ["dusk", "nosuch"]}).status_code == 404
        assert kept.post(path, {"kind": kind, "names": ["dusk", 7]}).status_code == 400
        assert kept.post(path, {"kind": kind, "names": "dusk"}).status_code == 400
    assert kept.get("/api/exports").json() == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [("sheet", "nnart-sheet.png"), ("list", "nnart-gallery.toml"), ("folder", "nnart-pictures")],
)
def test_an_estimate_says_where_it_goes(kept: Client, kind: str, name: str, tmp_path: Any) -> None:
    found = kept.post("/api/estimate", {"kind": kind, "names": ["dusk", "dawn"]}).json()
    assert found["path"] == str(tmp_path / "exports" / name)
    assert found["bytes"] > 50
    assert found["left_out"] == []
    assert list((tmp_path / "exports").iterdir()) == []
