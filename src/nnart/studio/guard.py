"""Guard: what every request has to pass before the studio reads it, and what every answer carries.

A page of another site may make a browser send requests to a local server. So the guard checks whom a request is
addressed to (against DNS rebinding), where it comes from, and beyond loopback a token; and it bounds its body.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

from starlette.responses import JSONResponse, Response

from nnart.errors import InputError, NnartError, Rule, fault
from nnart.studio.faults import TOO_LARGE, error_data

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY: Final = 2**16  # bytes
# Of pictures that are dropped, and of the names of many favourites.
MAX_BODIES: Final = {"/api/read": 2**25, "/api/exports": 2**18, "/api/estimate": 2**18}
UNKNOWN, FORBIDDEN = 401, 403
_READS: Final = {"GET", "HEAD"}
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_RAW: Final = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: App, *, hosts: Iterable[str] | None = None, token: str | None = None) -> None:
        """Guard an application.

        Args:
            app: the application.
            hosts: as a browser may write the server's address, with its port; None for any.
            token: that every request needs, if there is one.
        """
        self._app = app
        self._hosts = None if hosts is None else frozenset(hosts)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        send = _adding(send)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._within(scope, receive, send, headers)

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        """Return the answer to a request that goes no further; None for one that does."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if self._hosts is not None and host.lower() not in self._hosts:
            return _refused(FORBIDDEN, "access", f"this server has another address than {host[:80]!r}")
        if origin is not None and origin.lower() != f"{scope['scheme']}://{host}".lower():
            return _refused(FORBIDDEN, "access", "the request comes from another site")
        if not _is_own(scope, headers):
            return _refused(FORBIDDEN, "access", "the request does not come from the studio's page")
        return None if self._token is None else self._unknown(scope, headers)

    def _unknown(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        """Return the answer to a request without the token: the cookie, if the address has it."""
        assert self._token is not None
        cookie = cookie_of(self._token)
        if _same(_value_of(cookie, headers.get("cookie", "")), self._token):
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["path"] == "/" and _same("".join(query.pop("token", [])), self._token):
            rest = urlencode(query, doseq=True)
            answer = Response(status_code=303, headers={"Location": f"/?{rest}" if rest else "/"})
            answer.set_cookie(cookie, self._token, httponly=True, samesite="strict", path="/")
            return answer
        return _refused(UNKNOWN, "access", "the studio needs the token of the address that it printed")

    async def _within(self, scope: Scope, receive: Receive, send: Send, headers: Mapping[str, str]) -> None:
        """Call the application, and end a body that is too large."""
        most = MAX_BODIES.get(scope["path"], MAX_BODY)
        length = headers.get("content-length", "0")
        if not re.fullmatch("[0-9]{1,20}", length) or int(length) > most:
            answer = JSONResponse(error_data(_too_large(most)), TOO_LARGE, {"Cache-Control": "no-store"})
            await answer(scope, receive, send)
            return
        await self._app(scope, _bounded(receive, most), send)


def _is_own(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Return whether the studio's page may have made a request: it writes nothing, or says where it is from."""
    site = headers.get("sec-fetch-site")
    if scope["method"] in _READS:
        return scope["path"] == "/" or site in (None, "same-origin", "none")
    return site == "same-origin" if site is not None else "origin" in headers


def cookie_of(token: str) -> str:
    """Return the name of the cookie that holds a token: browsers send it to every port of a host."""
    return f"nnart-studio-{hashlib.sha256(token.encode()).hexdigest()[:8]}"


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _value_of(cookie: str, text: str) -> str:
    """Return the value of a cookie in a header; empty if it is not there.

    Python's reader takes seconds for some long headers, and here strangers are not yet turned away.
    """
    pairs = (pair.strip().partition("=") for pair in text.split(";"))
    return next((value for name, _, value in pairs if name == cookie), "")


def _adding(send: Send) -> Send:
    """Return a `send` that adds the headers of all answers."""

    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_RAW]}
        await send(message)

    return adding


def _bounded(receive: Receive, most: int) -> Receive:
    """Return a `receive` that raises an `InputError` if the body has more than `most` bytes."""
    left = most

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise _too_large(most)
        return message

    return bounded


def _too_large(most: int) -> InputError:
    return InputError(fault("limit", f"more than {most} bytes are too many"))


def _refused(status: int, rule: Rule, says: str) -> Response:
    return JSONResponse(error_data(NnartError(fault(rule, says))), status, {"Cache-Control": "no-store"})
