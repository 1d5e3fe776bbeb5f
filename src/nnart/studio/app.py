"""The studio's application: one table of routes, and what each of them answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nnart.errors import Cancelled, NnartError, fault
from nnart.machine.processors import count_processors
from nnart.recipe.size import Size
from nnart.recipe.sizes import parse_size
from nnart.studio.described import describe
from nnart.studio.faults import BUSY, error_data, status_of
from nnart.studio.guard import Guard
from nnart.studio.looks import look_of, read_look
from nnart.studio.pages import page_part
from nnart.studio.pictures import TYPES, take
from nnart.studio.slots import Busy, Overdue, Slots
from nnart.studio.table import table
from nnart.studio.wall import looks_from
from nnart.version import __version__

_USUAL: Final = {"size": "240x240", "format": "webp"}
_FOREVER = "private, immutable, max-age=31536000"
_GONE = 499  # nginx's code for a peer that did not wait


class Studio:
    """The handlers, with what they share.

    Attributes:
        slots: for all that paints.
        folder: where exports go.
    """

    def __init__(self, folder: Path, slots: Slots | None = None) -> None:
        """Take the folder of exports."""
        self.folder = folder.absolute()
        self.slots = slots or Slots(count_processors())

    async def page(self, request: Request) -> Response:
        """Return the page, or a part of it."""
        return page_part(request.path_params.get("name", ""), request)

    async def studio(self, request: Request) -> Response:  # noqa: ARG002
        """Return all that is the same for every look."""
        return _json(await asyncio.to_thread(table, self.folder))

    async def wall(self, request: Request) -> Response:
        """Return the looks of seeds in a row."""
        look = look_of(request.query_params.multi_items())
        return _json(await asyncio.to_thread(looks_from, look))

    async def look(self, request: Request) -> Response:
        """Return all that the page shows of a look."""
        look = look_of(request.query_params.multi_items())
        size = _size(look.pop("size", "1024"))
        return _json(await asyncio.to_thread(lambda: describe(read_look(look), size)))

    async def picture(self, request: Request) -> Response:
        """Return a look's picture."""
        look = _USUAL | look_of(request.query_params.multi_items())
        size, form = _size(look.pop("size")), look.pop("format")
        recipe = read_look(look)
        tag = f'"{__version__}-{recipe.digest[:32]}-{size}-{form}"'
        headers = {"Cache-Control": _FOREVER, "ETag": tag, "Nnart-Look": recipe.digest}
        if tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        shot = await self.slots.run(request.receive, partial(take, recipe, size, form))
        headers["Nnart-Measures"] = json.dumps(shot.ranks._asdict())
        if shot.dull:
            headers["Nnart-Dull"] = shot.dull
        return Response(shot.data, headers=headers, media_type=TYPES[form])


Handler = Callable[[Request], Awaitable[Response]]


def application(
    folder: Path, *, hosts: frozenset[str] | None = None, token: str | None = None, slots: Slots | None = None
) -> Guard:
    """Return the studio as an ASGI application.

    Args:
        folder: where exports go.
        hosts: as a browser may write the server's address, with its port; None for any.
        token: that every request needs, if there is one.
        slots: for all that paints; as many as processors by default.
    """
    studio = Studio(folder, slots)
    routes = [Route(path, _answering(handler), methods=[method]) for method, path, handler in _routes(studio)]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _unknown})
    return Guard(app, hosts=hosts, token=token)


def _routes(studio: Studio) -> list[tuple[str, str, Handler]]:
    """Return all routes: method, path, handler."""
    return [
        ("GET", "/", studio.page),
        ("GET", "/page/{name}", studio.page),
        ("GET", "/api/studio", studio.studio),
        ("GET", "/api/wall", studio.wall),
        ("GET", "/api/look", studio.look),
        ("GET", "/api/picture", studio.picture),
    ]


def _answering(handler: Handler) -> Handler:
    """Return a handler that answers with faults where this one raises an error of nnart's."""

    async def answering(request: Request) -> Response:
        try:
            return await handler(request)
        except Cancelled:
            return Response(status_code=_GONE)
        except (Busy, Overdue) as error:
            return _json(error_data(error), BUSY, {"Retry-After": "1"})
        except NnartError as error:
            return _json(error_data(error), status_of(error))

    return answering


async def _unknown(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    says = {404: "there is no such page", 405: "the method is not allowed here"}
    wrong = fault("absent", says.get(error.status_code, error.detail))
    return _json(error_data(NnartError(wrong)), error.status_code, error.headers)


def _json(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(data, status, {"Cache-Control": "no-store", **(headers or {})})


def _size(text: str) -> Size:
    return parse_size(text).size
