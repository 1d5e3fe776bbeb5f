"""A web service that paints: /picture?seed=7&preset=silk&palette=reef&size=640x360&format=webp.

pip install starlette uvicorn
uvicorn --app-dir examples service:app
"""

import io

import anyio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import nnart

USUAL = {"seed": "7", "size": "512", "format": "webp"}
TYPES = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
LIMITS = nnart.Limits(seconds=20, pixels=2_000_000)  # of a picture
painters = anyio.CapacityLimiter(2)  # pictures at a time, each on one thread
places = anyio.Semaphore(18)  # for these, and for others that wait


def paint(job: nnart.Job, form: str, request: Request) -> bytes:
    def look(_: float) -> None:
        if anyio.from_thread.run(request.is_disconnected):
            raise nnart.Cancelled

    stream = io.BytesIO()
    nnart.save(job, stream, nnart.Run(nnart.Threads(1), look, limits=LIMITS), format=form)
    return stream.getvalue()


async def show(request: Request) -> Response:
    asked = USUAL | dict(request.query_params)
    form = asked.pop("format").lower()
    try:
        if form not in TYPES or asked.keys() - {"seed", "preset", "palette", "size"}:
            raise ValueError("seed, preset, palette, size and format are taken: webp, png or jpg")
        job = nnart.job_of(asked)  # of a mapping, no value is taken for the name of a file
        tag = f'"{nnart.__version__}-{job.digest[:32]}-{form}"'
        headers = {"ETag": tag, "Cache-Control": "public, max-age=86400"}
        if tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        places.acquire_nowait()
        try:
            data = await anyio.to_thread.run_sync(paint, job, form, request, limiter=painters)
        finally:
            places.release()
    except anyio.WouldBlock:
        return JSONResponse({"error": "too many pictures are asked for"}, 503, {"Retry-After": "5"})
    except nnart.Cancelled:  # the client has gone
        return Response(status_code=499)
    except ValueError as error:
        return JSONResponse({"error": getattr(error, "plain", str(error))}, 400)
    return Response(data, media_type=TYPES[form], headers=headers)


app = Starlette(routes=[Route("/picture", show)])
