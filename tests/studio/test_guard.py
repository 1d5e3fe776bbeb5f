"""The guard: every route with a wrong host, a wrong origin, no token, a body too large or malformed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nnart.studio.app import Studio, application, routes_of
from nnart.studio.guard import MAX_BODIES, MAX_BODY, cookie_of
from tests.studio.client import HOST, SAME, Client, client_of

PLACES = {"name": "studio.css", "level": "3", "column": "0", "row": "0", "id": "x"}
ROUTES = sorted((method, path) for method, path, _ in routes_of(Studio(Path())))
WRITES = [route for route in ROUTES if route[0] != "GET"]
TOKEN = "a-token"
COOKIE = cookie_of(TOKEN)


def filled(path: str) -> str:
    """Return a route's path with values in the place of its names."""
    for name, value in PLACES.items():
        path = path.replace(f"{{{name}}}", value)
    assert "{" not in path
    return path


@pytest.fixture
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "favourites"))
    with client_of(tmp_path, token=TOKEN) as client:
        yield client


def test_all_routes_are_these() -> None:
    """Whoever adds one sees what is asked of it."""
    assert {path for _, path in ROUTES} == {
        "/",
        "/page/{name}",
        "/api/studio",
        "/api/wall",
        "/api/picture",
        "/api/draft",
        "/api/litter",
        "/api/look",
        "/api/read",
        "/api/favourites",
        "/api/favourites/{name}",
        "/api/favourites/{name}/restore",
        "/api/zoom/{level}/{column}_{row}",
        "/api/exports",
        "/api/exports/{id}",
        "/api/estimate",
    }


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_another_host_is_refused(client: Client, method: str, path: str) -> None:
    for host in ("evil.example", "127.0.0.1", "127.0.0.1:8001", "", f"evil.{HOST}"):
        answer = client.ask(method, filled(path), headers=SAME | {"Host": host})
        assert answer.status_code == 403
        assert answer.json()["faults"]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_another_origin_is_refused(client: Client, method: str, path: str) -> None:
    for origin in ("http://evil.example", "null", f"https://{HOST}", "http://127.0.0.1:8001"):
        answer = client.ask(method, filled(path), headers={"Origin": origin})
        assert answer.status_code == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_is_refused(client: Client, method: str, path: str, site: str) -> None:
    """But it may link to the page itself."""
    answer = client.ask(method, filled(path), headers={"Sec-Fetch-Site": site})
    assert answer.status_code == (200 if path == "/" else 403)


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_nothing_is_written_for_one_who_does_not_say_where_he_is_from(
    client: Client, method: str, path: str
) -> None:
    assert client.ask(method, filled(path)).status_code == 403
    own = client.ask(method, filled(path), headers={"Origin": f"http://{HOST}"})
    assert own.status_code in (400, 404)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_without_the_token_nobody_gets_in(guarded: Client, method: str, path: str) -> None:
    for headers in ({}, {"Cookie": f"{COOKIE}=wrong"}, {"Cookie": f"{COOKIE}="}, {"Cookie": "a b; \x01"}):
        answer = guarded.ask(method, filled(path), headers=SAME | headers)
        assert answer.status_code == 401
    assert guarded.ask(method, f"{filled(path)}?token=wrong", headers=SAME).status_code == 401


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_body_that_is_too_large_is_refused(client: Client, method: str, path: str) -> None:
    most = MAX_BODIES.get(path, MAX_BODY)
    kind = "application/octet-stream" if path == "/api/read" else "application/json"
    headers = SAME | {"Content-Type": kind}
    answer = client.ask(method, filled(path), content=b" " * (most + 1), headers=headers)
    assert answer.status_code == 413
    if method == "POST" and not path.endswith("restore"):  # which read one

        async def pieces() -> Any:
            for _ in range(most // 2**16 + 1):
                yield b" " * 2**16

        answer = client.ask(method, filled(path), content=pieces(), headers=headers)
        assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"\xff",
        b'{"look": 7}',
        b'{"look": {"seed": "7"}, "name": "\\ud800"}',
        b'{"kind": "sheet", "names": [{}]}',
        b'{"nosuch": 1}',
        b"[" * 9999,
    ],
)
@pytest.mark.parametrize("path", [path for method, path in WRITES if method == "POST" and path != "/api/read"])
def test_a_malformed_body_is_refused(client: Client, path: str, body: bytes) -> None:
    headers = SAME | {"Content-Type": "application/json"}
    answer = client.ask("POST", filled(path), content=body, headers=headers)
    assert answer.status_code in (400, 404)
    assert answer.json()["faults"]


@pytest.mark.parametrize("kind", ["", "text/html", "application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("path", [path for method, path in WRITES if method == "POST"])
def test_what_a_form_can_send_is_refused(client: Client, path: str, kind: str) -> None:
    answer = client.ask("POST", filled(path), content=b"{}", headers=SAME | {"Content-Type": kind})
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(
    "query", ["seed=x", "seed=7&seed=8", "seed=7&nosuch=1", "", "seed=7&layers=1e9", "%ff", "seed=7&size=0"]
)
@pytest.mark.parametrize("path", ["/api/picture", "/api/draft", "/api/look", "/api/zoom/3/0_0"])
def test_a_malformed_query_is_refused(client: Client, path: str, query: str) -> None:
    if "size" in query and "zoom" in path:
        query = "seed=7&format=gif"
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert answer.json()["faults"]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_answer_carries_the_policy(client: Client, method: str, path: str) -> None:
    for headers in (SAME, {"Host": "evil.example"}):
        answer = client.ask(method, filled(path), headers=headers)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_unknown_address_and_method_are_refused_with_faults(client: Client) -> None:
    for method, path, status in (
        ("GET", "/nosuch", 404),
        ("POST", "/api/wall", 405),
        ("PUT", "/api/read", 405),
    ):
        answer = client.ask(method, path, headers=SAME)
        assert answer.status_code == status
        assert answer.json()["faults"]


def test_the_token_of_the_address_becomes_a_cookie(guarded: Client) -> None:
    answer = guarded.ask("GET", f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}={TOKEN};")
    assert {"HttpOnly", "SameSite=strict"} <= {part.strip() for part in cookie.split(";")}
    assert guarded.ask("GET", "/").status_code == 200  # the client has kept it
    assert guarded.get("/api/wall?count=1").status_code == 200


def test_a_cookie_is_found_among_others(guarded: Client) -> None:
    for others in ("a b; \x01; ", f"a={COOKIE}=x;", f"{COOKIE}x=x; ", 'a="\\"'):
        answer = guarded.ask("GET", "/", headers={"Cookie": f"{others};{COOKIE}={TOKEN}; b=c"})
        assert answer.status_code == 200


def test_strangers_cookies_take_no_time(guarded: Client) -> None:
    """Else this would take hours."""
    for part in ('\\"', "\\\\", ";", "=", " "):
        for mark in ("", 'a="'):
            answer = guarded.ask("GET", "/", headers={"Cookie": f"{mark}{part * 2**21}{mark[2:]}"})
            assert answer.status_code == 401


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "x", "", "1e3"])
def test_a_length_that_is_none_is_refused(client: Client, length: str) -> None:
    headers = SAME | {"Content-Type": "text/plain", "Content-Length": length}
    answer = client.ask("POST", "/api/read", content=b"7", headers=headers)
    assert answer.status_code == 413


def test_two_studios_of_a_host_have_two_cookies() -> None:
    assert cookie_of("a") != cookie_of("b")


def test_any_host_serves_where_there_is_a_token(tmp_path: Path) -> None:
    client = Client(application(Studio(tmp_path), token=TOKEN))
    headers = {"Host": "paint.example:80", "Cookie": f"{COOKIE}={TOKEN}"}
    assert client.ask("GET", "/", headers=headers).status_code == 200
    client.close()
