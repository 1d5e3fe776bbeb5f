"""The studio's application: one table of routes, and what each of them answers."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nnart.errors import Cancelled, InputError, MissingFileError, NnartError, fault
from nnart.machine.processors import count_processors
from nnart.recipe.size import MAX_SIDE, Size
from nnart.recipe.sizes import parse_size
from nnart.recipe.toml import decode_text
from nnart.studio import tray
from nnart.studio.alike import looks_like
from nnart.studio.described import describe
from nnart.studio.drafts import draft
from nnart.studio.exports import Exports
from nnart.studio.faults import BUSY, error_data, status_of
from nnart.studio.guard import Guard
from nnart.studio.litters import litter
from nnart.studio.looks import look_of, read_look
from nnart.studio.pages import page_part
from nnart.studio.pictures import TYPES, take
from nnart.studio.reading import read_file, read_text
from nnart.studio.slots import Busy, Slots
from nnart.studio.table import table
from nnart.studio.wall import LIKE, looks_from
from nnart.studio.wishes.kinds import wish_of
from nnart.studio.wishes.wish import Wish
from nnart.studio.zoom import ZoomTile, tile
from nnart.threads import Cancel
from nnart.version import __version__

_USUAL: Final = {"size": "240x240", "format": "webp"}
_FOREVER = "private, immutable, max-age=31536000"
_KINDS: Final = {dict: "a table", list: "a list", str: "a text", int: "a whole number"}
_TEXTS = ("kind", "size", "format", "name")
_WISH: Final = {"look": dict, "names": list, "bits": int, "dpi": int, **dict.fromkeys(_TEXTS, str)}
CREATED, NOTHING = 201, 204  # status codes
_GONE = 499  # nginx's code for a peer that did not wait


class Studio:
    """The handlers, with what they share.

    Attributes:
        slots: for all that paints, except drafts.
        hasty: slots for drafts, which wait for no other picture.
        plain: slots for what paints nothing, and waits for no picture at all.
        folder: where exports go.
        exports: all of them.
    """

    def __init__(self, folder: Path, slots: Slots | None = None) -> None:
        """Take the folder of exports, and slots; as many as processors by default."""
        self.folder = folder.absolute()
        self.slots = slots or Slots(count_processors())
        self.hasty, self.plain = Slots(self.slots.count), Slots(self.slots.count)
        self.exports = Exports(self.folder)

    def close(self) -> None:
        """End all that goes on: what is finished of an export is kept, and the same export resumes it."""
        self.slots.close()
        self.hasty.close()
        self.plain.close()
        self.exports.close()

    async def page(self, request: Request) -> Response:
        """Return the page, or a part of it."""
        return page_part(request.path_params.get("name", ""), request)

    async def studio(self, request: Request) -> Response:  # noqa: ARG002
        """Return all that is the same for every look."""
        return _json(await asyncio.to_thread(table, self.folder))

    async def wall(self, request: Request) -> Response:
        """Return the looks of seeds in a row, or of those seeds that resemble a look the most."""
        look = _painted(request)
        if LIKE not in look:
            return _json(await self.plain.run(request.receive, lambda *_: looks_from(look)))
        found = await self.slots.run(request.receive, partial(looks_like, look))
        return _json(found, headers={"Cache-Control": _FOREVER})

    async def litter(self, request: Request) -> Response:
        """Return the looks of children."""
        found = await self.slots.run(request.receive, partial(litter, _painted(request)))
        return _json(found, headers={"Cache-Control": _FOREVER})

    async def look(self, request: Request) -> Response:
        """Return all that the page shows of a look."""
        look = look_of(request.query_params.multi_items())
        size = _size(look.pop("size", "1024"))
        return _json(await self.plain.run(request.receive, lambda *_: describe(read_look(look), size)))

    async def zoom(self, request: Request) -> Response:
        """Return a tile of a look's picture, by default of 1,000,000 pixels a side."""
        level, column, row = _tile_of(request.path_params)
        look = {"size": str(MAX_SIDE), "format": "jpeg"} | _painted(request)
        size, form = _size(look.pop("size")), look.pop("format")
        recipe = read_look(look)
        tag = f'"{__version__}-{recipe.digest[:32]}-{size}-{level}-{column}-{row}-{form}"'
        headers = {"Cache-Control": _FOREVER, "ETag": tag}
        if tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)

        def work(cancel: Cancel, _: int) -> ZoomTile:
            return tile(recipe, size, level, column, row, form, cancel)

        found = await self.slots.run(request.receive, work)
        headers["Nnart-Range"] = str(found.span)
        return Response(found.data, headers=headers, media_type=TYPES[form])

    async def read(self, request: Request) -> Response:
        """Return the look in a text, or in a file, that was sent."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await request.body()
        if kind == "text/plain":
            text = decode_text(body)
            return _json(await self.plain.run(request.receive, lambda *_: read_text(text)))
        if kind != "application/octet-stream":
            raise InputError(fault("type", "text/plain or application/octet-stream is needed", got=kind))
        return _json(await self.slots.run(request.receive, lambda *_: read_file(body)))

    async def favourites(self, request: Request) -> Response:  # noqa: ARG002
        """Return all favourites."""
        return _json(await asyncio.to_thread(tray.listed))

    async def keep(self, request: Request) -> Response:
        """Keep a favourite."""
        data = await _data(request, {"look": dict, "name": str, "note": str}, needed="look")
        recipe = read_look(look_of(_texts(data["look"])))
        made = await asyncio.to_thread(tray.keep, recipe, data.get("name"), data.get("note", ""))
        return _json(made, CREATED)

    async def change(self, request: Request) -> Response:
        """Rename a favourite, or give it a note."""
        data = await _data(request, {"name": str, "note": str})
        name = request.path_params["name"]
        return _json(await asyncio.to_thread(tray.change, name, data.get("name"), data.get("note")))

    async def remove(self, request: Request) -> Response:
        """Remove a favourite."""
        await asyncio.to_thread(tray.remove, request.path_params["name"])
        return Response(status_code=NOTHING)

    async def restore(self, request: Request) -> Response:
        """Bring back a favourite."""
        return _json(await asyncio.to_thread(tray.restore, request.path_params["name"]))

    async def exported(self, request: Request) -> Response:  # noqa: ARG002
        """Return all exports."""
        return _json(self.exports.listed())

    async def export(self, request: Request) -> Response:
        """Begin an export."""
        wish = await self._wish(request)
        return _json(self.exports.add(wish).as_data(), CREATED)

    async def estimate(self, request: Request) -> Response:
        """Return about what an export takes."""
        wish = await self._wish(request)
        takes = await self.slots.run(request.receive, lambda *_: wish.takes())
        path = self.exports.free_path(wish.name)
        found = {"seconds": round(takes.seconds, 2), "bytes": takes.bytes, "path": str(path)}
        return _json(found | {"left_out": wish.left_out})

    async def _wish(self, request: Request) -> Wish:
        data = await _data(request, _WISH)
        if "look" in data:
            data["look"] = look_of(_texts(data["look"]))
        return await self.slots.run(request.receive, lambda *_: wish_of(data))  # of 1024 favourites, seconds

    async def end(self, request: Request) -> Response:
        """End an export."""
        self.exports.end(request.path_params["id"])
        return Response(status_code=NOTHING)

    async def picture(self, request: Request) -> Response:
        """Return a look's picture."""
        look = _USUAL | _painted(request)
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

    async def draft(self, request: Request) -> Response:
        """Return the draft of a look's picture, for which all processors work."""
        look = {"size": _USUAL["size"]} | _painted(request)
        size = _size(look.pop("size"))
        recipe = read_look(look)

        def work(cancel: Cancel, _: int) -> bytes:
            return draft(recipe, size, cancel, self.hasty.count)

        data = await self.hasty.run(request.receive, work)
        return Response(data, headers={"Cache-Control": "no-store"}, media_type=TYPES["jpeg"])


Handler = Callable[[Request], Awaitable[Response]]


def application(studio: Studio, *, hosts: Iterable[str] | None = None, token: str | None = None) -> Guard:
    """Return the studio as an ASGI application.

    Args:
        studio: what answers.
        hosts: as a browser may write the server's address, with its port; None for any.
        token: that every request needs, if there is one.
    """
    routes = [Route(path, _answering(handler), methods=[method]) for method, path, handler in routes_of(studio)]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _unknown})
    return Guard(app, hosts=hosts, token=token)


def routes_of(studio: Studio) -> list[tuple[str, str, Handler]]:
    """Return all routes: method, path, handler."""
    return [
        ("GET", "/", studio.page),
        ("GET", "/page/{name}", studio.page),
        ("GET", "/api/studio", studio.studio),
        ("GET", "/api/wall", studio.wall),
        ("GET", "/api/litter", studio.litter),
        ("GET", "/api/look", studio.look),
        ("GET", "/api/picture", studio.picture),
        ("GET", "/api/draft", studio.draft),
        ("GET", "/api/zoom/{level}/{column}_{row}", studio.zoom),
        ("POST", "/api/read", studio.read),
        ("GET", "/api/favourites", studio.favourites),
        ("POST", "/api/favourites", studio.keep),
        ("POST", "/api/favourites/{name}", studio.change),
        ("DELETE", "/api/favourites/{name}", studio.remove),
        ("POST", "/api/favourites/{name}/restore", studio.restore),
        ("GET", "/api/exports", studio.exported),
        ("POST", "/api/exports", studio.export),
        ("DELETE", "/api/exports/{id}", studio.end),
        ("POST", "/api/estimate", studio.estimate),
    ]


def _answering(handler: Handler) -> Handler:
    """Return a handler that answers with faults where this one raises an error of nnart's."""

    async def answering(request: Request) -> Response:
        try:
            return await handler(request)
        except Cancelled:
            return Response(status_code=_GONE)
        except Busy as error:
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


async def _data(request: Request, kinds: Mapping[str, type], needed: str = "") -> dict[str, Any]:
    """Return the table in a request's body, with values of these kinds; those that are null are left out.

    Raises:
        InputError: if the body is no such table.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise InputError(fault("type", "application/json is needed", "content-type", got=kind))
    body = await request.body()
    try:
        data = json.loads(body)
        json.dumps(data, ensure_ascii=False).encode()  # halves of characters are none
    except (ValueError, RecursionError):
        raise InputError(fault("syntax", "the body is not JSON")) from None
    if not isinstance(data, dict):
        raise InputError(fault("type", "a table of names and values is needed", got=data))
    found = {name: value for name, value in data.items() if value is not None}
    for name, value in found.items():
        if name not in kinds:
            raise InputError(fault("unknown", ", ".join(kinds), got=name))
        if not isinstance(value, kinds[name]) or isinstance(value, bool):
            raise InputError(fault("type", f"{_KINDS[kinds[name]]} is needed", name, got=value))
    if needed and needed not in found:
        raise InputError(fault("missing", "there is none", needed, ways="give one"))
    return found


def _texts(look: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the names and texts of a look that came as JSON."""
    for name, text in look.items():
        if not isinstance(text, str):
            raise InputError(fault("type", "a text is needed", name, got=text))
    return list(look.items())


def _painted(request: Request) -> dict[str, str]:
    """Return the look of something to be painted; `v` only parts the versions in a cache."""
    pairs = request.query_params.multi_items()
    return look_of((name, text) for name, text in pairs if name != "v")


def _tile_of(places: Mapping[str, str]) -> tuple[int, int, int]:
    """Return level, column and row of a tile in an address.

    Raises:
        MissingFileError: if no picture has such a tile.
    """
    texts = places["level"], places["column"], places["row"]
    if not all(re.fullmatch("[0-9]{1,9}", text) for text in texts):
        raise MissingFileError(fault("absent", "the picture has no such tile"))
    level, column, row = map(int, texts)
    return level, column, row


def _size(text: str) -> Size:
    return parse_size(text).size
