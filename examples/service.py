"""A web service that paints: /picture?seed=7&preset=silk&palette=reef&size=640x360&format=webp.

pip install starlette uvicorn
uvicorn --app-dir examples service:app
"""

import io
import math
from collections.abc import Mapping
from dataclasses import replace

import anyio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import nnart

TYPES = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
DEFAULTS = {"seed": "7", "size": "512", "format": "webp"}
MAX_PIXELS, MAX_SECONDS = 2_000_000, 20
painters = anyio.CapacityLimiter(2)  # pictures at a time, each on one thread
requests = anyio.CapacityLimiter(18)  # those, and others that wait for them


def read(query: Mapping[str, str]) -> tuple[nnart.Job, str]:
    """Return what a query asks for. It cannot ask for anything else, such as a thousand layers."""
    asked = DEFAULTS | dict(query)
    if unknown := asked.keys() - {"seed", "preset", "palette", "size", "format"}:
        raise ValueError(f"{min(unknown)!r} is not one of seed, preset, palette, size, format")
    size, ending = nnart.parse_size(asked.pop("size"))[0], asked.pop("format").lower()
    if math.prod(size) > MAX_PIXELS:
        raise ValueError(f"size: at most {MAX_PIXELS:,} pixels are painted")
    if ending not in TYPES:
        raise ValueError(f"format: one of {', '.join(TYPES)} is needed, not {ending!r}")
    # As a mapping and a Palette, seed and palette are never taken for the names of files.
    palette = nnart.Palette(asked["palette"]) if "palette" in asked else None
    return nnart.job_of({"seed": asked["seed"]}, size, preset=asked.get("preset"), palette=palette), ending


def paint(job: nnart.Job, ending: str, cancel: nnart.Cancel) -> bytes:
    """Return a picture's file, painted on the thread that asks."""
    stream = io.BytesIO()
    nnart.save(job, stream, nnart.Run(nnart.Threads(1), cancel=cancel), format=ending)
    return stream.getvalue()


def refuse(error: ValueError) -> JSONResponse:
    """Answer with the sentence of an error; ways out of it that are calls of Python are left out."""
    faults = error.faults if isinstance(error, nnart.InputError) else []
    plain = [
        replace(fault, ways=tuple(way for way in fault.ways if not (way.call or way.give))) for fault in faults
    ]
    return JSONResponse({"error": "; ".join(map(str, plain)) or str(error)}, 400)


async def end(request: Request, cancel: nnart.Cancel) -> None:
    """Cancel the work when time is up or the client has gone."""
    with anyio.move_on_after(MAX_SECONDS):
        while not await request.is_disconnected():
            await anyio.sleep(0.1)
    cancel()


async def show(request: Request) -> Response:
    """Answer a request with a picture, or with a sentence that says why there is none."""
    try:
        job, ending = read(request.query_params)
    except ValueError as error:  # such as nnart's InputError
        return refuse(error)
    side = "x".join(map(str, job.size))
    tag = f'"{nnart.__version__}-{job.recipe.digest[:16]}-{side}-{ending}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=86400"}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    try:
        requests.acquire_nowait()
    except anyio.WouldBlock:
        return JSONResponse({"error": "too many pictures are asked for"}, 503, {"Retry-After": "5"})
    cancel = nnart.Cancel()
    async with anyio.create_task_group() as group:
        group.start_soon(end, request, cancel)
        try:
            data = await anyio.to_thread.run_sync(paint, job, ending, cancel, limiter=painters)
            answer = Response(data, media_type=TYPES[ending], headers=headers)
        except nnart.Cancelled:
            answer = JSONResponse({"error": f"it takes more than {MAX_SECONDS} seconds"}, 503)
        except nnart.InputError as error:  # such as a side that is too long for the format
            answer = refuse(error)
        finally:
            requests.release()
            group.cancel_scope.cancel()
    return answer


app = Starlette(routes=[Route("/picture", show)])
